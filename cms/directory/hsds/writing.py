"""Our rows as organizations of HSDS, over the words of the source they came from."""

import json
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from typing import Any
from uuid import UUID

from django.utils.translation import override

from cms.directory.hsds.columns import Raw, attribute, lay_columns, lay_own, made_id
from cms.directory.hsds.fields import (
    ADDRESS,
    CHECKED_ON,
    LOCATION,
    LOCATION_OWN,
    ORGANIZATION,
    ORGANIZATION_OWN,
    SERVICE,
    SERVICE_OWN,
)
from cms.directory.hsds.lists import (
    area_keys,
    entries,
    language_keys,
    lay_phone,
    merged,
    phone_keys,
    schedule_keys,
    written_areas,
    written_languages,
    written_phones,
    written_schedules,
)
from cms.directory.hsds.places import give_locations_back
from cms.directory.models import Location, Organization, Service

NEEDED_IN_ADDRESS = ("address_1", "city", "state_province", "postal_code")


def write_trees(organizations: Iterable[Organization]) -> Iterator[Raw]:
    """`organizations` (complete(), in a queryset or a list) as HSDS; texts without a language are in English."""
    with override("en"):
        for organization in organizations:
            yield write_tree(organization)


def write_tree(organization: Organization) -> Raw:
    """One organization with its services, locations and phones."""
    raw = deepcopy(organization.hsds_extra)
    lay_columns(raw, organization, ORGANIZATION)
    lay_own(raw, organization, (*ORGANIZATION_OWN, CHECKED_ON), entity="organization", of=organization.hsds_id)
    raw.setdefault("description", "")
    services = [_service(row) for row in organization.services.all()]
    locations = [_location(row) for row in organization.locations.all()]
    _lay_lists(raw, services, locations, organization)
    _lay_list(raw, "services", services)
    _lay_list(raw, "locations", [*locations, *entries(raw, "locations")])
    _with_ids(raw, organization.hsds_id)
    give_locations_back(raw)
    return raw


def _service(row: Service) -> Raw:
    raw = deepcopy(row.hsds_extra)
    lay_columns(raw, row, SERVICE)
    lay_own(raw, row, SERVICE_OWN, entity="service", of=row.hsds_id)
    if not raw.get("name"):
        raw["name"] = row.get_kind_display()
    raw.setdefault("status", "active")
    return raw


def _location(row: Location) -> Raw:
    raw = deepcopy(row.hsds_extra)
    lay_columns(raw, row, LOCATION)
    lay_own(raw, row, LOCATION_OWN, entity="location", of=row.hsds_id)
    raw.setdefault("location_type", "physical")
    addresses = entries(raw, "addresses") or [{}]
    lay_columns(addresses[0], row, ADDRESS)
    addresses[0] = {**dict.fromkeys(NEEDED_IN_ADDRESS, ""), "country": "US", "address_type": "physical", **addresses[0]}
    raw["addresses"] = addresses
    wanted, said = written_schedules(row.schedules.all(), row.hsds_id), entries(raw, "schedules")
    _lay_list(raw, "schedules", merged(said, schedule_keys, wanted, _covered(said, schedule_keys, wanted)))
    return raw


def _lay_lists(raw: Raw, services: list[Raw], locations: list[Raw], organization: Organization) -> None:
    """Languages and areas stand at services, phones at the organization, unless the source had them elsewhere."""
    holders = [raw, *services, *locations]
    languages, areas = written_languages(organization.languages), written_areas(organization.service_areas.all())
    _share("languages", language_keys, languages, holders, services)
    _share("service_areas", area_keys, areas, holders, services)
    _share_phones(organization, raw, holders)
    if not services:
        names = [str(one["name"]) for one in areas.values()]
        _lay_alone(raw, organization, {"languages": organization.languages, "service_areas": names})


def _lay_alone(raw: Raw, organization: Organization, lists: dict[str, list[str]]) -> None:
    """An organization without a service says its languages and areas itself, which HSDS has no place for."""
    own = [
        attribute(name, "; ".join(words), "organization", organization.hsds_id)
        for name, words in lists.items()
        if words
    ]
    if own:
        raw["attributes"] = [*entries(raw, "attributes"), *own]


def _share(
    name: str, keys_of: Callable[[Raw], set[Any]], wanted: dict[Any, Raw], holders: list[Raw], to: list[Raw]
) -> None:
    covered: set[Any] = set()
    for one in holders:
        covered |= _covered(entries(one, name), keys_of, wanted)
    for one in holders:
        missing = set() if any(one is target for target in to) else wanted.keys()
        _lay_list(one, name, merged(entries(one, name), keys_of, wanted, covered | missing))


def _covered(said: list[Raw], keys_of: Callable[[Raw], set[Any]], wanted: dict[Any, Any]) -> set[Any]:
    """The keys that entries say that will stay."""
    return {key for raw in said if (keys := keys_of(raw)) <= wanted.keys() for key in keys}


def _share_phones(organization: Organization, raw: Raw, holders: list[Raw]) -> None:
    phones = written_phones(organization.phones.all())
    covered: set[Any] = set()
    for one in holders:
        said = [phone for phone in entries(one, "phones") if phone_keys(phone) <= phones.keys()]
        laid = [_phone(phone, phones, organization) for phone in said]
        covered |= _covered(said, phone_keys, phones)
        _lay_list(one, "phones", laid)
    fresh = [lay_phone({}, row, organization.hsds_id) for key, row in phones.items() if key not in covered]
    _lay_list(raw, "phones", [*entries(raw, "phones"), *fresh])


def _phone(raw: Raw, phones: dict[Any, Any], organization: Organization) -> Raw:
    row = next((phones[key] for key in phone_keys(raw)), None)
    return lay_phone(raw, row, organization.hsds_id) if row else raw


def _lay_list(raw: Raw, name: str, rows: list[Raw]) -> None:
    """A list that the source left out and that is empty stays out."""
    if rows or name in raw:
        raw[name] = rows


def _with_ids(raw: Raw, parent: UUID | str) -> None:
    """Give an id to every object that has none: the same at every export of the same facts."""
    for name, value in raw.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                if not one.get("id"):
                    facts = json.dumps(one, sort_keys=True, default=str)
                    one["id"] = made_id(parent, name, facts)
                _with_ids(one, one["id"])
