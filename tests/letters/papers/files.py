"""Files that are imported."""

from pathlib import Path

from tests.factories.open_data import run


def import_file(folder: Path, data: str | bytes, *options: str, name: str = "papers.csv") -> list[str]:
    """What `import_newspapers --file` says."""
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return run("import_newspapers", "--file", str(path), *options)
