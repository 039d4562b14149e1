"""Where the files of state executives come from: a folder, or a zip archive of the whole repository."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from cms.core.sources import BadSource, Source, download, local_path, read_file

EXECUTIVES = Source("governors/executive", "https://github.com/openstates/people/archive/refs/heads/main.zip")


def executive_files(file: str = "") -> list[tuple[str, bytes]]:
    """Name and content of each YAML file of a state executive, in order. Raises `BadSource`."""
    path = local_path(EXECUTIVES, file)
    try:
        found = _files_of(path) if path else list(_in_archive(download(EXECUTIVES.url)))
    except zipfile.BadZipFile as error:
        raise BadSource(f"{path or EXECUTIVES.url} is no complete zip archive.") from error
    if not found:
        raise BadSource(f"There are no files of state executives in {path or EXECUTIVES.url}.")
    return sorted(found)


def _files_of(path: Path) -> list[tuple[str, bytes]]:
    if path.is_dir():
        return [(str(one.relative_to(path)), read_file(one)) for one in path.glob("**/executive/*.yml")]
    return list(_in_archive(read_file(path)))


def _in_archive(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if "/executive/" in name and name.endswith(".yml"):
                yield name, archive.read(name)
