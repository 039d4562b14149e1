"""What readers can correct: each app registers its own rows in its `corrections` module."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from cms.corrections.models import Correction, What


class NoSuchSubject(Exception):
    """No app has registered this kind, or the kind has no such row."""


@dataclass(frozen=True)
class SubjectKind:
    """One kind of row that readers can correct.

    `name` stands in addresses (`corrections/office/12/`), `title` in the queue. `rows` gives the rows with all that
    `label` needs. `label` is what a reader calls one row. `choices` is what can be wrong with it. `is_shown` says
    whether readers see a row and can report it; the queue knows it in any case.
    """

    name: str
    model: type[Model]
    title: str | Promise
    label: Callable[[Any], str]
    rows: Callable[[], QuerySet[Any]]
    choices: tuple[What, ...] = tuple(What)
    is_shown: Callable[[Any], bool] = lambda _row: True


_kinds: dict[str, SubjectKind] = {}


def register(kind: SubjectKind) -> SubjectKind:
    """Make a kind known; the last one registered under a name counts."""
    _kinds[kind.name] = kind
    return kind


def all_kinds() -> list[SubjectKind]:
    return sorted(_kinds.values(), key=lambda kind: kind.name)


def get_kind(name: str) -> SubjectKind:
    """The kind registered under `name`.

    Raises:
        NoSuchSubject: when there is none.
    """
    try:
        return _kinds[name]
    except KeyError:
        raise NoSuchSubject(f"No app has registered '{name}' in its corrections module.") from None


def find_subject(kind: str, object_id: int) -> Any:
    """The row that readers mean.

    Raises:
        NoSuchSubject: when the kind is unknown or has no such row.
    """
    known = get_kind(kind)
    found = known.rows().filter(pk=object_id).first()
    if found is None or not known.is_shown(found):
        raise NoSuchSubject(f"There is no {kind} {object_id}.")
    return found


def kind_of(correction: Correction) -> SubjectKind | None:
    """Of what kind its subject is; none where no app knows it any more. Asks the content type cache only."""
    model = correction.content_type.model_class()
    return next((kind for kind in _kinds.values() if kind.model is model), None)


def subject_label(correction: Correction) -> str:
    """What a reader calls the row, in the current language; empty where the row is gone."""
    kind = kind_of(correction)
    return kind.label(correction.subject) if kind and correction.subject else ""


def with_subjects(corrections: QuerySet[Correction]) -> QuerySet[Correction]:
    """Each knows its subject with all that its label needs: a few queries for all of them."""
    rows = [kind.rows() for kind in all_kinds()]
    return corrections.select_related("content_type").prefetch_related(GenericPrefetch("subject", rows))
