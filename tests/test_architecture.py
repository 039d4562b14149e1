"""The rules of the house that no other tool holds."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("cms", "home", "stories")
NAMELESS = {"utils", "util", "common", "helpers", "helper", "misc", "lib", "tools"}
REGISTRIES = re.compile(r"index-url|find-links|trusted-host|://")
LEAST_TEST_LINES_PER_CODE_LINE = 0.8
SENDS_MAIL = re.compile(r"\bsend_mail\(|\bEmailMessage\(|\bEmailMultiAlternatives\(|\bsmtplib\b")
# Apps may import when they start; the photo process sets its limits before it loads an image library.
IMPORTS_LATE = {"apps.py", "photo_child.py"}
READS_CLOCK = re.compile(r"\btimezone\.now\(|\bdatetime\.now\(|\bdate\.today\(|\btimezone\.localdate\(")


def code(*, migrations: bool = False) -> Iterator[Path]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if migrations or "migrations" not in path.parts:
                yield path


def named(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def test_no_module_is_a_drawer_for_everything() -> None:
    found = [path for path in code() if {path.stem, *path.relative_to(ROOT).parts} & NAMELESS]
    assert named(found) == []


def test_migrations_say_what_they_do() -> None:
    found = [path for path in code(migrations=True) if "_auto_" in path.name]
    assert named(found) == []


def test_only_the_outbox_talks_smtp() -> None:
    found = [path for path in code() if SENDS_MAIL.search(path.read_text()) and "outbox" not in path.parts]
    assert named(found) == []


def test_time_comes_from_one_place() -> None:
    found = [path for path in code() if READS_CLOCK.search(path.read_text()) and path.name != "clock.py"]
    assert named(found) == []


def test_nothing_is_imported_inside_functions_except_when_apps_start() -> None:
    found = []
    for path in code():
        if path.name in IMPORTS_LATE:
            continue
        for function in ast.walk(ast.parse(path.read_text())):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                inside = [node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
                found += [f"{path.relative_to(ROOT)}:{node.lineno}" for node in inside]
    assert found == []


def test_every_module_says_in_one_line_what_it_is() -> None:
    silent = [
        path
        for path in code()
        if path.name not in {"__init__.py", "apps.py"} and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert named(silent) == []


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda path: path.name)
def test_the_lock_names_versions_and_hashes_and_no_registry(path: Path) -> None:
    text = path.read_text()
    assert REGISTRIES.search(text) is None
    for requirement in re.split(r"\n(?=\S)", text.strip()):
        assert re.match(r"[\w.\-]+(\[[\w\-, ]+\])?==\S+ ", requirement), requirement[:80]
        assert "--hash=sha256:" in requirement


def test_public_templates_hold_no_inline_script_or_style() -> None:
    inline = re.compile(
        r"<style\b|\sstyle=|\son[a-z]+=\"|<script(?![^>]*(?:\ssrc=|type=\"application/(?:ld\+)?json\"))"
    )
    found = [
        path
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if "emails" not in path.parts and inline.search(path.read_text())
    ]
    assert named(found) == []


def lines(paths: Iterator[Path]) -> int:
    return sum(1 for path in paths for line in path.read_text().splitlines() if line.strip())


def test_there_is_about_as_much_test_as_code() -> None:
    of_code = lines(code())
    of_tests = lines(path for path in sorted((ROOT / "tests").rglob("*.py")))
    ratio = of_tests / of_code
    assert ratio > LEAST_TEST_LINES_PER_CODE_LINE, f"{of_tests} lines of test for {of_code} lines of code: {ratio:.2f}"


def test_real_commits_always_begin_from_what_the_migrations_left() -> None:
    """One plain transactional test would make all later ones fail: `committed_db` restores the rows of migrations."""
    plain = re.compile("transaction=" + "True|transactional" + "_db")
    found = [path for path in (ROOT / "tests").rglob("test_*.py") if plain.search(path.read_text())]
    assert named(found) == []
