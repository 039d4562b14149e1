"""Invented people in a few seats, so that a new site can be tried before `make data` brings the real ones.

The imports find these rows by their keys, put the real people into the seats, and close the sample branches.
"""

from typing import Any

from django.db import transaction

from cms.core.clock import today
from cms.officials.capitol import SWITCHBOARD, WASHINGTON
from cms.officials.models import DistrictOffice, Holder, Office
from cms.officials.seats import house_key, house_kind, senate_key
from cms.places.congresses import congress_on, starts_on
from cms.places.models import District, ZipArea, ZipDistrict

# ZIP codes and their districts on the map of the 119th Congress, by the Census relationship file.
PARTS = [("78501", "TX", "15"), ("10001", "NY", "10"), ("10001", "NY", "12"), ("05001", "VT", "0")]
DELEGATES = ["DC", "PR"]
SENATORS = [
    ("TX", 1, "Alma Muestra"),
    ("TX", 2, "Pat Sample"),
    ("NY", 1, "Robin Sample"),
    ("NY", 3, "Lucía Ejemplo"),
    ("VT", 1, "Sam Sample"),
    ("VT", 3, "Inés Muestra"),
]
HOUSE = [
    ("TX", "15", "Rosa Ejemplo"),
    ("NY", "10", "Lee Sample"),
    ("NY", "12", "Carla Muestra"),
    ("VT", "0", "Chris Sample"),
    ("DC", "0", "Jordan Sample"),
    ("PR", "0", "Marisol Ejemplo"),
]
GOVERNORS = [("TX", "Dana Sample"), ("NM", "Elena Muestra"), ("AZ", "Kim Sample")]
# The phone numbers end in 555-01xx, which is reserved for fiction.
BRANCHES = [
    ("sample-mcallen", house_key("TX", "15"), "McAllen", "TX", "78501", (26.2159, -98.2301), "+19565550142"),
    ("sample-san-antonio", senate_key("TX", 1), "San Antonio", "TX", "78205", (29.4241, -98.4936), "+12105550107"),
    ("sample-harlingen", senate_key("TX", 2), "Harlingen", "TX", "78550", (26.1906, -97.6961), "+19565550163"),
    ("sample-new-york", senate_key("NY", 1), "New York", "NY", "10001", (40.7484, -73.9967), "+12125550119"),
]


@transaction.atomic
def make_sample_officials() -> int:
    """Fill the sample seats, unless real people are known; returns how many rows were made."""
    if Holder.objects.filter(is_sample=False, office__kind__in=(*Office.CONGRESS, Office.Kind.GOVERNOR)).exists():
        return 0
    made = _map()
    for state, number, name in SENATORS:
        made += _seat(senate_key(state, number), name, kind=Office.Kind.SENATOR, state=state)
    for state, district, name in HOUSE:
        made += _seat(house_key(state, district), name, kind=house_kind(state), state=state, district=district)
    for state, name in GOVERNORS:
        made += _seat(f"governor-{state}", name, kind=Office.Kind.GOVERNOR, state=state)
    return made + sum(_branch(facts) for facts in BRANCHES)


def _map() -> int:
    """The few districts, unless a map has been imported."""
    if District.objects.exists():
        return 0
    congress = congress_on(today())
    seats = sorted({(state, number) for _zip, state, number in PARTS} | {(state, "0") for state in DELEGATES})
    rows = {
        seat: District(state=seat[0], number=seat[1], congress=congress, active_from=starts_on(congress))
        for seat in seats
    }
    District.objects.bulk_create(rows.values())
    known = ZipArea.objects.in_bulk([zip_code for zip_code, _state, _number in PARTS])
    parts = [
        ZipDistrict(area_id=zip_code, district=rows[state, number])
        for zip_code, state, number in PARTS
        if zip_code in known
    ]
    ZipDistrict.objects.bulk_create(parts)
    return len(rows) + len(parts)


def _seat(key: str, name: str, **fields: Any) -> int:
    # The switchboard: any other real number would be somebody's.
    phone = {} if fields["kind"] == Office.Kind.GOVERNOR else {"phone": SWITCHBOARD, "time_zone": WASHINGTON}
    office, is_new = Office.objects.get_or_create(key=key, defaults={**fields, **phone})
    if Holder.objects.filter(office=office).exists():
        return int(is_new)
    began = starts_on(congress_on(today()))
    Holder.objects.create(office=office, name=name, start=began, external_id=f"sample-{key}", is_sample=True)
    return int(is_new) + 1


def _branch(facts: tuple[str, str, str, str, str, tuple[float, float], str]) -> int:
    external_id, office, city, state, zip_code, (latitude, longitude), phone = facts
    area = ZipArea.objects.filter(zip=zip_code).first()
    fields = {
        "office": Office.objects.get(key=office),
        "city": city,
        "state": state,
        "zip": zip_code,
        "latitude": latitude,
        "longitude": longitude,
        "phone": phone,
        "address": "100 Sample Street",
        "time_zone": area.time_zone if area else "",
    }
    return int(DistrictOffice.objects.get_or_create(external_id=external_id, defaults=fields)[1])
