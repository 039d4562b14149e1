"""The columns of a table of papers: one reader and one writer for each, so that a round trip changes nothing."""

from dataclasses import dataclass, field
from datetime import date, time
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models

from cms.core.imports import MARKUP, BadRow, plain_line
from cms.core.tables import harmless
from cms.core.text import clean_text
from cms.letters.models import Newspaper
from cms.letters.papers.areas import Area
from cms.places.states import find_state

# What an import may set. A date of reading is never one of them: somebody has to read the rules.
TAKEN = (
    "name", "kind", "language", "reach", "city", "state", "county", "county_fips", "latitude", "longitude",
    "time_zone", "website", "accepts_letters", "channel", "letters_email", "letters_url", "postal_address",
    "word_limit", "frequency_days", "exclusive", "local_only", "signature_required", "must_include",
    "subject_phrase", "printing_days", "deadline_weekday", "deadline_time", "op_ed_limit", "op_ed_email",
    "cap_per_day", "cap_per_week", "any_hour", "source_url", "notes",
)  # fmt: skip
COVERAGE = "coverage"
ZIP = "zip"  # instead of a city
ONLY_WRITTEN = ("is_active", "verified_on", "bounce_streak", "is_sample")
WRITTEN = (*TAKEN, COVERAGE, *ONLY_WRITTEN)
KNOWN = {*WRITTEN, ZIP}
NEEDED = ("name", "state")
YES, NO = {"yes", "true", "1", "x", "y", "sí", "si"}, {"no", "false", "0", "n"}
check_url = URLValidator(schemes=["http", "https"])


@dataclass
class PaperRow:
    """One row of a file, checked: `values` are fields of `Newspaper`; None for areas: the file does not say."""

    where: str
    values: dict[str, Any] = field(default_factory=dict)
    zip: str = ""
    areas: list[Area] | None = None


def written(value: Any) -> str:
    """A value as text for a cell, harmless in a spreadsheet."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, time):
        return value.strftime("%H:%M")
    text = "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
    return harmless(text)


def read_value(name: str, cell: str) -> Any:
    """The value of the field `name` of a paper, checked as a form would. Raises `BadRow`."""
    what = name.replace("_", " ")
    text = clean_text(cell) if name in ("postal_address", "notes") else plain_line(cell, what)
    if MARKUP.search(text):
        raise BadRow(f"HTML in the {what}")
    if name == "state":
        return _state(text)
    model_field = _field(name)
    try:
        if isinstance(model_field, models.BooleanField):
            return _yes_or_no(text)
        if isinstance(model_field, models.URLField):
            text = text if "://" in text else f"https://{text}"
            check_url(text)
        return model_field.clean(text, None)
    except ValidationError as error:
        raise BadRow(f"the {what} {text[:60]!r}: {error.messages[0]}") from error


@cache
def _field(name: str) -> Any:
    return Newspaper._meta.get_field(name)


def _yes_or_no(text: str) -> bool:
    if text.casefold() not in YES | NO:
        raise ValidationError("Write yes or no.")
    return text.casefold() in YES


def _state(text: str) -> str:
    code = find_state(text)
    if not code:
        raise BadRow(f"{text[:60]!r} is no state")
    return code
