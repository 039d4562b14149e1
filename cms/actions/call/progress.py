"""Whom somebody has called so far. It travels in the address, as ids of offices, and is kept nowhere else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cms.officials.models import CallReport

# Longer lists were not made by this page.
MOST_CHARACTERS = 200
MOST_ENTRIES = 20
ENOUGH_FAILURES = 2


@dataclass(frozen=True)
class Progress:
    """Ids of offices: `called` once each, `missed` once per failure. `went` is the outcome of the last call."""

    called: tuple[int, ...] = ()
    missed: tuple[int, ...] = ()
    went: str = ""

    def after(self, office_id: int, outcome: str) -> "Progress":
        """One call later. Whoever got through in the end has not failed."""
        called = (*(pk for pk in self.called if pk != office_id), office_id)
        if outcome in CallReport.FAILED:
            return Progress(called, (*self.missed, office_id)[-MOST_ENTRIES:], outcome)
        return Progress(called, tuple(pk for pk in self.missed if pk != office_id), outcome)

    @property
    def has_failed_often(self) -> bool:
        return len(self.missed) >= ENOUGH_FAILURES

    def as_query(self) -> dict[str, str]:
        """The part of the address; empty lists are left out."""
        parts = {"called": _join(self.called), "missed": _join(self.missed), "went": self.went}
        return {name: value for name, value in parts.items() if value}


def read_progress(query: Mapping[str, str], known: Sequence[int]) -> Progress:
    """What the address says about `known` offices; anything else in it is passed over."""
    called = tuple(dict.fromkeys(_ids(query.get("called", ""), known)))
    missed = tuple(pk for pk in _ids(query.get("missed", ""), known) if pk in called)
    went = query.get("went", "")
    return Progress(called, missed, went if called and went in CallReport.Outcome.values else "")


def _ids(text: str, known: Sequence[int]) -> list[int]:
    parts = text[:MOST_CHARACTERS].split(",")[:MOST_ENTRIES]
    return [int(part) for part in parts if part.isdecimal() and int(part) in known]


def _join(ids: Sequence[int]) -> str:
    return ",".join(map(str, ids))
