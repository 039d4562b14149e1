"""The translation catalog: compiled without gettext, and honest about what is missing."""

from pathlib import Path

import polib
import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from cms.core import catalog
from cms.core.management.commands import compile_catalog as command


@pytest.fixture
def path(tmp_path: Path, settings: Settings) -> Path:
    """A small Spanish catalog, the only one of the project."""
    folder = tmp_path / "locale" / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    found = polib.POFile()
    found.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=2; plural=(n != 1);"}
    found.append(polib.POEntry(msgid="Send", msgstr="Enviar"))
    found.append(polib.POEntry(msgid="Read", msgctxt="a verb", msgstr="Leer"))
    found.append(
        polib.POEntry(msgid="one mile", msgid_plural="%d miles", msgstr_plural={0: "una milla", 1: "%d millas"})
    )
    found.save(str(folder / "django.po"))
    return folder / "django.po"


def add(path: Path, entry: polib.POEntry) -> None:
    found = polib.pofile(str(path))
    found.append(entry)
    found.save()


@pytest.fixture
def without_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if gettext were not installed."""
    monkeypatch.setattr(command, "uncatalogued", lambda path: None)


def test_a_compiled_catalog_is_complete(path: Path) -> None:
    assert catalog.compile_catalog(path) == 3
    assert catalog.problems(path) == []


def test_a_catalog_that_was_never_compiled_is_noticed(path: Path) -> None:
    assert catalog.problems(path) == ["django.mo is not up to date: run make messages"]


@pytest.mark.parametrize("changed", ["Mandar", "Envíe"])
def test_a_catalog_edited_after_compiling_is_noticed(path: Path, changed: str) -> None:
    catalog.compile_catalog(path)
    path.write_text(path.read_text().replace("Enviar", changed))
    assert catalog.problems(path) == ["django.mo is not up to date: run make messages"]


def test_a_changed_plural_is_noticed(path: Path) -> None:
    catalog.compile_catalog(path)
    path.write_text(path.read_text().replace("una milla", "1 milla"))
    assert len(catalog.problems(path)) == 1


def test_missing_and_fuzzy_texts_are_named(path: Path) -> None:
    add(path, polib.POEntry(msgid="Stop", msgstr=""))
    add(path, polib.POEntry(msgid="Go", msgstr="Ir", flags=["fuzzy"]))
    catalog.compile_catalog(path)
    assert catalog.problems(path) == ["fuzzy: 'Go'", "not translated: 'Stop'"]


def test_obsolete_texts_do_not_count(path: Path) -> None:
    add(path, polib.POEntry(msgid="Gone", msgstr="", obsolete=True))
    catalog.compile_catalog(path)
    assert catalog.problems(path) == []


@pytest.mark.usefixtures("without_code")
def test_the_check_fails_with_a_list(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(path, polib.POEntry(msgid="Stop", msgstr=""))
    with pytest.raises(CommandError, match="2 problems in the catalog for es"):
        call_command("compile_catalog", check=True)
    assert "not translated: 'Stop'" in capsys.readouterr().err
    assert not path.with_suffix(".mo").exists()


@pytest.mark.usefixtures("without_code")
def test_the_check_says_what_it_could_not_look_for(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("compile_catalog")
    call_command("compile_catalog", check=True)
    assert "NOT looked for" in capsys.readouterr().out


def test_texts_of_the_code_that_nobody_catalogued_are_found(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        catalog, "_collect_in", lambda folder, where: {("", "Send"), ("", "New here"), ("a noun", "Read")}
    )
    monkeypatch.setattr("shutil.which", lambda name: "/usr/bin/xgettext")
    assert catalog.uncatalogued(path) == ["New here", "Read"]


def test_without_gettext_the_question_stays_open(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert catalog.uncatalogued(path) is None


def test_no_catalog_at_all_is_no_success(tmp_path: Path, settings: Settings) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    with pytest.raises(CommandError, match="no catalog yet"):
        call_command("compile_catalog", check=True)
