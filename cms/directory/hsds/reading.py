"""An organization of HSDS, with all that hangs on it, as values of our columns and the rest word for word."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from cms.core.imports import BadRow, Report, plain_line
from cms.directory.hsds.columns import LABEL, Raw, line, made_id, take_columns, take_own
from cms.directory.hsds.fields import (
    ADDRESS,
    LOCATION,
    LOCATION_OWN,
    ORGANIZATION,
    ORGANIZATION_OWN,
    PHONE,
    PHONE_OWN,
    SERVICE,
    SERVICE_OWN,
)
from cms.directory.hsds.guessing import guess_cost, guess_kind
from cms.directory.hsds.lists import area_keys, by_week, entries, language_keys, phone_keys, schedule_keys
from cms.directory.hsds.places import own_locations
from cms.directory.hsds.wanted import Values, Wanted

MOST_PARTS = 500


def read_trees(trees: Iterable[tuple[str, Raw]], report: Report) -> Iterator[Wanted]:
    """Each organization that can be used; the others are in the report, each with its reason."""
    seen: dict[str, str] = {}
    for where, tree in trees:
        try:
            wanted = read_tree(where, tree, report)
            if (key := str(wanted.hsds_id)) in seen:
                raise BadRow(f"its id stands in {seen[key]} already")
            seen[key] = where
            yield wanted
        except BadRow as error:
            report.reject(where, error)


def read_tree(where: str, tree: Raw, report: Report) -> Wanted:
    """One organization. Raises `BadRow`."""
    raw = deepcopy(tree)
    name = plain_line(raw.get("name"), "name")
    if not name:
        raise BadRow("the organization has no name")
    own_locations(raw)
    has_own_id = bool(raw.get("id"))
    raw["id"] = raw.get("id") or made_id("organization", name)
    values = take_columns(raw, ORGANIZATION) | take_own(raw, ORGANIZATION_OWN)
    wanted = Wanted(where, values.pop("hsds_id"), values, raw, has_own_id=has_own_id)
    holders = [raw, *entries(raw, "services"), *entries(raw, "locations")]
    if sum(len(entries(one, name)) for one in holders for name in one) > MOST_PARTS:
        raise BadRow(f"the organization has more than {MOST_PARTS} parts")
    holders.append(_take_alone(raw))
    values["languages"] = _languages(holders)
    wanted.phones = _phones(holders)
    wanted.service_areas = _areas(holders)
    wanted.locations = _locations(raw, where, report)
    wanted.services = [_service(one, wanted.hsds_id) for one in entries(raw, "services")]
    raw.pop("services", None)
    return wanted


def _take_alone(raw: Raw) -> Raw:
    """What an organization without a service says itself, as the entries of a service."""
    own = {one["link_type"]: one for one in entries(raw, "attributes") if is_list_of_ours(one)}
    said = {name: [part.strip() for part in str(one.get("value")).split(";")] for name, one in own.items()}
    if own:
        raw["attributes"] = [one for one in entries(raw, "attributes") if not is_list_of_ours(one)]
        if not raw["attributes"]:
            del raw["attributes"]
    return {
        "languages": [{"code": code} for code in said.get("languages", [])],
        "service_areas": [{"name": name, "extent_type": "county"} for name in said.get("service_areas", [])],
    }


def is_list_of_ours(raw: Raw) -> bool:
    return raw.get("label") == LABEL and raw.get("link_type") in ("languages", "service_areas")


def _languages(holders: list[Raw]) -> list[str]:
    """Every language of a service or office that we know."""
    said = [key for one in holders for spoken in entries(one, "languages") for key in language_keys(spoken)]
    return list(dict.fromkeys(said))


def _phones(holders: list[Raw]) -> list[Values]:
    """Every number once, the organization's own first."""
    found: dict[str, Values] = {}
    for raw in [phone for one in holders for phone in entries(one, "phones")]:
        for number in phone_keys(raw):
            spoken = [key for language in entries(raw, "languages") for key in language_keys(language)]
            own = dict(raw)
            values = take_columns(dict(raw), PHONE) | take_own(own, PHONE_OWN)
            found.setdefault(
                number, {"number": as_people_write(number), **values, "languages": list(dict.fromkeys(spoken))}
            )
    return list(found.values())


def as_people_write(number: str) -> str:
    """(956) 555-0123 for a number of this country."""
    is_ours = number.startswith("+1") and len(number) == 12
    return f"({number[2:5]}) {number[5:8]}-{number[8:]}" if is_ours else number


def _areas(holders: list[Raw]) -> list[Values]:
    keys = [key for one in holders for raw in entries(one, "service_areas") for key in area_keys(raw)]
    return [{"extent": extent, "state": state, "county": county} for extent, state, county in dict.fromkeys(keys)]


def _locations(raw: Raw, where: str, report: Report) -> list[Values]:
    """The offices with a city in a state; others stay in `raw`, and the report says so."""
    found, left = [], []
    for one in entries(raw, "locations"):
        address = (entries(one, "addresses") or [{}])[0]
        missing = _missing(address)
        if missing:
            report.notes.append(f"{where}: the location {line(60)(one.get('name'))!r} stays off the map: {missing}")
            left.append(one)
        else:
            found.append(_location(one, address, where, report))
    raw.pop("locations", None)
    if left:
        raw["locations"] = left
    return found


def _missing(address: Raw) -> str:
    values = {column.ours: column.read(address.get(column.theirs)) for column in ADDRESS}
    if not values["city"]:
        return "it has no city"
    return "" if values["state"] else f"{line(60)(address.get('state_province'))!r} is no state of the U.S."


def _location(raw: Raw, address: Raw, where: str, report: Report) -> Values:
    raw["id"] = raw.get("id") or made_id(where, "location", address.get("address_1"), address.get("city"))
    values = take_columns(raw, LOCATION) | take_columns(address, ADDRESS) | take_own(raw, LOCATION_OWN)
    is_half = (values["latitude"] is None) != (values["longitude"] is None)
    if is_half or raw.pop("latitude", None) or raw.pop("longitude", None):
        report.notes.append(
            f"{where}: {values['city']}: no place on this earth has its coordinates; its ZIP code counts"
        )
        raw.pop("longitude", None)
        values |= {"latitude": None, "longitude": None}
    hours = [key for one in entries(raw, "schedules") for key in schedule_keys(one)]
    values["schedules"] = [
        {"day": day, "opens_at": opens, "closes_at": closes, "note_en": english, "note_es": spanish}
        for day, opens, closes, english, spanish in sorted(set(hours), key=by_week)
    ]
    return values | {"hsds_extra": raw}


def _service(raw: Raw, organization_id: Any) -> Values:
    raw["id"] = raw.get("id") or made_id(organization_id, "service", raw.get("name"))
    values = take_columns(raw, SERVICE) | take_own(raw, SERVICE_OWN)
    values["kind"] = values["kind"] or guess_kind(raw, values["description_en"])
    values["cost"] = values["cost"] or guess_cost(raw)
    return values | {"hsds_extra": raw}
