"""What HSDS says at each service or office and we say once for an organization: languages, areas, phones, hours.

Each entry of a source has a key, or a set of keys, that says what it means to us. It stays in the source's own
words where it stood for as long as our rows mean the same, and goes when our row is gone.
"""

from collections.abc import Callable, Iterable
from datetime import time
from functools import cache
from typing import Any

from django.utils.translation import override

from cms.core.imports import BadRow, phone_number
from cms.directory.hsds.columns import LABEL, Raw, is_empty, lay_columns, lay_own, line
from cms.directory.hsds.fields import PHONE, PHONE_OWN, SCHEDULE_OWN
from cms.directory.languages import SPOKEN_LANGUAGES
from cms.directory.models import Phone, Schedule, ServiceArea
from cms.places.states import ENGLISH_NAMES, find_state

Keys = set[Any]
CODES = {code for code, _name in SPOKEN_LANGUAGES} | {"eng", "spa"}
NATIONWIDE = {"us", "usa", "united states", "united states of america", "national", "nationwide", "the whole country"}
DAYS = set(Schedule.Day.values)
WHOLE_COUNTRY = ("national", "", "")


def entries(raw: Raw, name: str) -> list[Raw]:
    """The objects in a list of `raw`; anything else there is left out."""
    found = raw.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def merged(raws: Iterable[Raw], keys_of: Callable[[Raw], Keys], wanted: dict[Any, Raw], elsewhere: Keys) -> list[Raw]:
    """The entries of a source that still hold or that we cannot read, and `wanted` for what stands nowhere."""
    kept = [raw for raw in raws if keys_of(raw) <= wanted.keys()]
    return kept + [dict(raw) for key, raw in wanted.items() if key not in elsewhere]


@cache
def english_names() -> dict[str, str]:
    """{code: name in English}."""
    with override("en"):
        return {code: str(name) for code, name in SPOKEN_LANGUAGES}


@cache
def codes_by_name() -> dict[str, str]:
    return {name.casefold(): code for code, name in english_names().items()}


def language_keys(raw: Raw) -> Keys:
    """Our code of a language; none where we do not know it."""
    code = str(raw.get("code") or "").casefold()
    if code in CODES:
        return {{"eng": "en", "spa": "es"}.get(code, code)}
    named = codes_by_name().get(str(raw.get("name") or "").casefold())
    return {named} if named and not code else set()


def written_languages(codes: Iterable[str]) -> dict[Any, Raw]:
    names = english_names()
    return {code: {"name": names[code], "code": code} for code in codes if code in names}


def area_keys(raw: Raw) -> Keys:
    """(extent, state, county) of a service area; none where its name is no state, no county and not the country."""
    name = line(120)(raw.get("name")).casefold()
    if name in NATIONWIDE:
        return {WHOLE_COUNTRY}
    county, comma, state = name.rpartition(",")
    code = find_state(state)
    if not code:
        return set()
    if not comma:
        return {("state", code, "")}
    words = line(120)(raw.get("name")).rpartition(",")[0].strip()
    is_county = raw.get("extent_type") == "county" or county.strip().endswith((" county", " parish", " borough"))
    return {("county", code, words)} if is_county and words else set()


def written_areas(areas: Iterable[ServiceArea]) -> dict[Any, Raw]:
    wanted = {}
    for area in areas:
        state = ENGLISH_NAMES.get(area.state, "United States")
        name = f"{area.county}, {state}" if area.county else state
        wanted[area.extent, area.state, area.county] = {"name": name, "extent_type": area.extent, "extent": name}
    return wanted


def phone_keys(raw: Raw) -> Keys:
    """The number as E.164; none where it cannot be called from here."""
    try:
        number = phone_number(raw.get("number"))
    except BadRow:
        return set()
    return {number} if number else set()


def written_phones(phones: Iterable[Phone]) -> dict[Any, Phone]:
    return {key: phone for phone in phones for key in phone_keys({"number": phone.number})}


def lay_phone(raw: Raw, phone: Phone, organization_id: object) -> Raw:
    """What our row says of a phone, over what the source said of it."""
    raw = {"number": phone.number, "type": "voice", **raw}
    lay_columns(raw, phone, PHONE)
    lay_own(raw, phone, PHONE_OWN, entity="phone", of=f"{organization_id}/{phone.number}")
    wanted, said = written_languages(phone.languages), entries(raw, "languages")
    spoken = merged(said, language_keys, wanted, set().union(*map(language_keys, said)))
    if spoken or "languages" in raw:
        raw["languages"] = spoken
    return raw


def schedule_keys(raw: Raw) -> Keys:
    """(day, opens, closes, note in English, note in Spanish) for each day of a plain week; none for anything else."""
    opens, closes = read_time(raw.get("opens_at")), read_time(raw.get("closes_at"))
    days = {day.strip() for day in str(raw.get("byday") or "").split(",")}
    is_plain = raw.get("freq") in (None, "", "WEEKLY") and raw.get("interval") in (None, "", 1)
    if not (opens and closes and opens < closes and days <= DAYS and is_plain) or any_limit(raw):
        return set()
    spanish = next((str(one.get("value")) for one in entries(raw, "attributes") if one.get("label") == LABEL), "")
    notes = line(120)(raw.get("description") or raw.get("notes")), line(120)(spanish)
    return {(day, opens, closes, *notes) for day in days}


def by_week(key: tuple[str, time, time, str, str]) -> tuple[Any, ...]:
    """Sorts hours from Monday morning on."""
    return (Schedule.Day.values.index(key[0]), *key[1:])


def any_limit(raw: Raw) -> bool:
    """Whether the hours hold for some weeks or days of the month only, or have ended."""
    return any(raw.get(name) for name in ("valid_to", "until", "count", "byweekno", "bymonthday", "byyearday"))


def read_time(raw: Any) -> time | None:
    """HH:MM, HH:MM:SS, with or without an offset, which is that of the place itself."""
    try:
        return time.fromisoformat(str(raw or "")).replace(tzinfo=None, second=0, microsecond=0)
    except ValueError:
        return None


def written_schedules(schedules: Iterable[Schedule], location_id: object) -> dict[Any, Raw]:
    wanted: dict[Any, Raw] = {}
    for row in schedules:
        raw: Raw = {"freq": "WEEKLY", "byday": row.day}
        raw |= {"opens_at": f"{row.opens_at:%H:%M:%S}", "closes_at": f"{row.closes_at:%H:%M:%S}"}
        raw |= {"description": row.note_en} if row.note_en else {}
        if not is_empty(row.note_es):
            lay_own(raw, row, SCHEDULE_OWN, entity="schedule", of=f"{location_id}/{row.day}/{row.opens_at}")
        wanted[row.day, row.opens_at.replace(second=0), row.closes_at.replace(second=0), row.note_en, row.note_es] = raw
    return wanted
