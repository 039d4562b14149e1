"""Reads a Maildir, where a mail server on this machine lays each message down as a file."""

from collections import Counter
from contextlib import suppress
from pathlib import Path

from cms.outbox.inbound.handling import Result, take_in_or_leave
from cms.outbox.inbound.parsing import MOST_BYTES

SEEN = ":2,S"


class NotAMaildir(Exception):
    """The folder has no `new` and `cur` in it."""


def read_maildir(folder: Path) -> Counter[Result]:
    """Take in every message in `new`, each then moved to `cur`; returns what became of them.

    Moving is one step of the file system. Stopped before it, the message is found again and known.

    Raises:
        NotAMaildir
    """
    fresh, done = folder / "new", folder / "cur"
    if not (fresh.is_dir() and done.is_dir()):
        raise NotAMaildir(str(folder))
    results: Counter[Result] = Counter()
    for path in sorted(fresh.iterdir()):
        # Another reader may have taken it meanwhile.
        with suppress(FileNotFoundError):
            if path.is_file() and not path.is_symlink() and (result := take_in_or_leave(_beginning(path))):
                path.rename(done / (path.name.split(":", 1)[0] + SEEN))
                results[result] += 1
    return results


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES)
