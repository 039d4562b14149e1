"""The translation catalogs: compiling them and finding what is missing, in pure Python."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import polib
from django.conf import settings

SOURCES = ("cms", "home", "stories", "search", "templates", "locale", "manage.py", "celery_app.py")
Key = tuple[str, str]


def catalog_paths() -> list[Path]:
    """Every catalog of the project that people edit (.po)."""
    return [path for folder in settings.LOCALE_PATHS for path in sorted(Path(folder).glob("*/LC_MESSAGES/*.po"))]


def compile_catalog(path: Path) -> int:
    """Write the .mo file beside `path`; how many texts it holds."""
    catalog = polib.pofile(str(path))
    catalog.save_as_mofile(str(path.with_suffix(".mo")))
    return len(catalog.translated_entries())


def problems(path: Path) -> list[str]:
    """What keeps a catalog from being complete: missing and fuzzy texts, and an outdated .mo file."""
    catalog = polib.pofile(str(path))
    found = [f"fuzzy: {entry.msgid!r}" for entry in catalog.fuzzy_entries()]
    found += [f"not translated: {entry.msgid!r}" for entry in catalog.untranslated_entries()]
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or _texts(polib.mofile(str(compiled))) != _texts(catalog.translated_entries()):
        found.append(f"{compiled.name} is not up to date: run make messages")
    return found


def uncatalogued(path: Path) -> list[str] | None:
    """Texts of the code that `path` does not hold, or None where gettext is not installed."""
    if shutil.which("xgettext") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        fresh = _collect_in(Path(folder), path)
    known = {_key(entry) for entry in polib.pofile(str(path)) if not entry.obsolete}
    return [msgid for context, msgid in sorted(fresh - known)]


def _collect_in(folder: Path, path: Path) -> set[Key]:
    """The texts that makemessages finds in a copy of the code, so that the real catalog stays as it is."""
    for source in SOURCES:
        origin = settings.BASE_DIR / source
        if origin.is_dir():
            shutil.copytree(origin, folder / source, ignore=shutil.ignore_patterns("__pycache__", "static"))
        elif origin.exists():
            shutil.copy(origin, folder / source)
    language = path.parent.parent.name
    options = ["--locale", language, "--no-location", "--no-wrap", "--verbosity", "0"]
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", *options],
        cwd=folder,
        env={**os.environ, "DATA_DIR": str(folder / "var")},
        check=True,
    )
    fresh = polib.pofile(str(folder / path.relative_to(settings.BASE_DIR)))
    return {_key(entry) for entry in fresh if not entry.obsolete}


def _key(entry: polib.POEntry | polib.MOEntry) -> Key:
    return (entry.msgctxt or "", entry.msgid)


def _texts(entries: Iterable[polib.POEntry | polib.MOEntry]) -> dict[Key, object]:
    return {_key(entry): dict(entry.msgstr_plural) or entry.msgstr for entry in entries if entry.msgid}
