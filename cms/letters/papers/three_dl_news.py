"""The JSON of 3DLNews (https://github.com/wm-newslab/3DLNews, MIT): outlets by state, without mailboxes.

Shape: {"TX": {"newspaper": [{"name", "website", "city-county-name", "fips", "city-county-lat",
"city-county-long", "us-state", …}], "radio": […], …}, …}. Only newspapers are read.
"""

import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from typing import Any

from cms.core.imports import BadRow, Report
from cms.core.sources import BadSource, Source, read_text
from cms.letters.models import Newspaper
from cms.letters.papers.columns import PaperRow, read_value
from cms.places.city_names import words_of
from cms.places.states import find_state

SOURCE = Source(
    path="newspapers/usa_2016_2024_pu5e.json",
    url="https://raw.githubusercontent.com/wm-newslab/3DLNews/main/resources/usa_2016_2024_pu5e.json.gz",
)
GZIP, MOST_BYTES = b"\x1f\x8b", 100_000_000
FIELDS = {
    "website": "website",
    "city-county-name": "county",
    "fips": "county_fips",
    "city-county-lat": "latitude",
    "city-county-long": "longitude",
}
SUFFIX = re.compile(r"\s+newspapers?$", re.IGNORECASE)
# Words that only a paper in Spanish has in its name ("El Paso Times" and "La Crosse Tribune" are English).
SPANISH = {
    "diario", "espanol", "hispano", "hispana", "informador", "latina", "latino", "mensajero", "mundo", "noticias",
    "noticiero", "opinion", "periodico", "prensa", "semana", "semanario", "tiempo", "tiempos", "vocero", "voz",
}  # fmt: skip
ARTICLES = {"el", "la", "los", "las"}


def read_outlets(data: bytes, *, report: Report) -> Iterator[PaperRow]:
    """The newspapers; what cannot be used is in the report. Raises `BadSource`."""
    for code, outlets in sorted(_states(data).items()):
        rows = outlets.get("newspaper", []) if isinstance(outlets, dict) else None
        if not find_state(code) or not isinstance(rows, list):
            raise BadSource(f"The file should hold lists of newspapers by state; {code[:20]!r} is none.")
        for number, outlet in enumerate(rows, start=1):
            where = f"{code} {number}"
            try:
                yield _row(where, code, outlet)
            except BadRow as error:
                report.reject(where, error)


def _unpacked(data: bytes) -> bytes:
    """The file as it is, or out of the gzip in which it is published."""
    if not data.startswith(GZIP):
        return data
    try:
        text = gzip.GzipFile(fileobj=io.BytesIO(data)).read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise BadSource("The file is no complete gzip.") from error
    if len(text) > MOST_BYTES:
        raise BadSource("The file is larger unpacked than any list of newspapers.")
    return text


def _states(data: bytes) -> dict[str, Any]:
    try:
        states = json.loads(read_text(_unpacked(data)))
    except (json.JSONDecodeError, RecursionError, ValueError) as error:
        raise BadSource(f"The file is not complete JSON: {str(error)[:80]}.") from error
    if not isinstance(states, dict) or not states:
        raise BadSource("The file should hold a JSON object with a list of outlets for each state.")
    return states


def _row(where: str, code: str, outlet: Any) -> PaperRow:
    if not isinstance(outlet, dict) or not isinstance(outlet.get("name"), str) or not outlet["name"].strip():
        raise BadRow("no name")
    name = SUFFIX.sub("", outlet["name"].strip())
    values = {"name": read_value("name", name), "state": read_value("state", code)}
    for key, field in FIELDS.items():
        if outlet.get(key) not in (None, ""):
            values[field] = read_value(field, str(outlet[key]))
    return PaperRow(where, {**values, **_guessed(values["name"])})


def _guessed(name: str) -> dict[str, str]:
    """Kind and language by the name: a guess that the letters desk confirms or corrects."""
    words = set(words_of(name))
    is_spanish = bool(words & SPANISH) and (bool(words & ARTICLES) or not words & {"times", "news", "the"})
    kind = Newspaper.Kind.DAILY if words & {"daily", "diario"} else Newspaper.Kind.WEEKLY
    return {"kind": kind.value, "language": "es" if is_spanish else "en"}
