"""One reader and one writer for each field that we and HSDS both know.

An export gives the source's own words for as long as they still say what our column says, so that a round trip
loses nothing; once a person changed the column, it gives the column.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from cms.core.text import clean_line, clean_text

Raw = dict[str, Any]
# Ids of rows without one, and of sources whose ids are no UUIDs, are made from this.
OURS = uuid.UUID("6d1f4a3e-5c1b-5d0e-9a37-2f1f0c2b7a51")
LABEL = "Kinship"
TERM = {
    "id": str(uuid.uuid5(OURS, "term")),
    "name": "Kinship",
    "description": "A field that HSDS does not have. link_type is its name, value is what it holds.",
}
check_url = URLValidator(schemes=["http", "https"])


def made_id(*names: object) -> str:
    """The same id for the same names, everywhere and always."""
    return str(uuid.uuid5(OURS, "/".join(map(str, names))))


def read_id(raw: Any) -> uuid.UUID:
    """The id as a UUID; another kind of id always becomes the same UUID."""
    try:
        return uuid.UUID(str(raw))
    except ValueError:
        return uuid.uuid5(OURS, str(raw))


def line(longest: int) -> Callable[[Any], str]:
    """Reads one line, cut at a word where it is too long for the column."""
    return lambda raw: _cut(clean_line(_text(raw)), longest)


def text(longest: int) -> Callable[[Any], str]:
    """Reads lines of text."""
    return lambda raw: _cut(clean_text(_text(raw)), longest)


def _text(raw: Any) -> str:
    return str(raw) if isinstance(raw, str | int | float) else ""


def _cut(value: str, longest: int) -> str:
    return value if len(value) <= longest else value[: longest - 1].rsplit(" ", 1)[0] + "…"


def read_url(raw: Any) -> str:
    """A web address of at most 200 characters; empty for anything else."""
    value = clean_line(_text(raw))
    value = value if not value or "://" in value else f"https://{value}"
    return _if_valid(value, check_url) if len(value) <= 200 else ""


def read_email(raw: Any) -> str:
    return _if_valid(clean_line(_text(raw)), validate_email)


def _if_valid(value: str, check: Callable[[str], None]) -> str:
    try:
        check(value)
    except ValidationError:
        return ""
    return value


def read_number(most: float) -> Callable[[Any], float | None]:
    """Reads degrees between `-most` and `most`; None for anything else."""

    def read(raw: Any) -> float | None:
        try:
            number = float(raw)
        except (TypeError, ValueError):
            return None
        return number if -most <= number <= most else None

    return read


def read_date(raw: Any) -> date | None:
    try:
        return date.fromisoformat(_text(raw))
    except ValueError:
        return None


def read_bool(raw: Any) -> bool | None:
    return {"yes": True, "no": False}.get(_text(raw))


def code_of(codes: Iterable[str]) -> Callable[[Any], str]:
    """Reads one of `codes`; empty for anything else."""
    known = set(codes)
    return lambda raw: _text(raw) if raw in known else ""


def as_word(value: Any) -> Any:
    """A value as HSDS and our attributes write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, uuid.UUID) else value


@dataclass(frozen=True)
class Column:
    """`theirs` is the name in HSDS (or of our attribute), `ours` that of the column."""

    theirs: str
    ours: str
    read: Callable[[Any], Any]
    write: Callable[[Any], Any] = as_word


def take_columns(raw: Raw, columns: Iterable[Column]) -> dict[str, Any]:
    """{column: value}; what was read without loss goes from `raw`, the rest stays there."""
    values = {}
    for column in columns:
        value = column.read(raw.get(column.theirs))
        values[column.ours] = value
        if not is_empty(value) and column.write(value) == raw[column.theirs]:
            del raw[column.theirs]
    return values


def lay_columns(raw: Raw, row: Any, columns: Iterable[Column]) -> None:
    """Put the columns of `row` over what the source said of it."""
    for column in columns:
        value = getattr(row, column.ours)
        if column.theirs in raw and column.read(raw[column.theirs]) == value:
            continue
        raw.pop(column.theirs, None)
        if not is_empty(value):
            raw[column.theirs] = column.write(value)


def only_yes(value: Any) -> str:
    """Writes "yes"; "no" goes without saying."""
    return "yes" if value else ""


def is_empty(value: Any) -> bool:
    return value is None or value in ("", [])


def take_own(raw: Raw, columns: Iterable[Column]) -> dict[str, Any]:
    """The same for fields that HSDS has not: they travel as attributes."""
    attributes = [one for one in raw.get("attributes") or [] if isinstance(one, dict)]
    words = {one.get("link_type"): one.get("value") for one in attributes if one.get("label") == LABEL}
    values = {column.ours: column.read(words.get(column.theirs)) for column in columns}
    read = {column.theirs for column in columns if not is_empty(values[column.ours])}
    left = [one for one in attributes if one.get("label") != LABEL or one.get("link_type") not in read]
    if len(left) != len(attributes):
        raw["attributes"] = left
        if not left:
            del raw["attributes"]
    return {name: value for name, value in values.items() if value is not None}


def lay_own(raw: Raw, row: Any, columns: Iterable[Column], *, entity: str, of: object) -> None:
    """Put our own fields of `row` into the attributes of `raw`."""
    fresh = []
    for column in columns:
        value = getattr(row, column.ours)
        word = "" if is_empty(value) else column.write(value)
        if word:
            fresh.append(attribute(column.theirs, word, entity, of))
    if fresh:
        names = {one["link_type"] for one in fresh}
        others = raw.get("attributes") or []
        raw["attributes"] = [
            *(one for one in others if one.get("label") != LABEL or one.get("link_type") not in names),
            *fresh,
        ]


def attribute(name: str, value: Any, entity: str, of: object) -> Raw:
    """A field that HSDS does not have, as HSDS carries it."""
    return {
        "id": made_id(of, name),
        "link_type": name,
        "link_entity": entity,
        "value": str(value),
        "label": LABEL,
        "taxonomy_term": dict(TERM),
    }
