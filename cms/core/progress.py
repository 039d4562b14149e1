"""How far a long job is: a bar on a terminal, nothing in a pipe, a log or a test."""

import sys
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from operator import length_hint
from typing import TypeVar

import click

Item = TypeVar("Item")
BATCH_ROWS = 2_000
TITLE_WIDTH = 28


def progress(items: Iterable[Item], title: str) -> AbstractContextManager[Iterable[Item]]:
    """`with progress(rows, "Reading") as steps: for row in steps: …`: the rows, and a bar for who watches."""
    length = length_hint(items, -1)
    return click.progressbar(
        items,
        label=title.ljust(TITLE_WIDTH),
        file=sys.stderr,
        hidden=length == 0 or not sys.stderr.isatty(),
        update_min_steps=max(1, length // 100),
    )


def batches(rows: Sequence[Item], title: str) -> AbstractContextManager[Iterable[Sequence[Item]]]:
    """The same, for slices of `rows` that one statement can carry."""
    return progress([rows[start : start + BATCH_ROWS] for start in range(0, len(rows), BATCH_ROWS)], title)
