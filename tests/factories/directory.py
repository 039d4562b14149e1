"""Organizations for tests: one line each, with only what the test is about."""

from typing import Any

from django.utils.text import slugify

from cms.directory.models import Location, Organization, Phone, Service, ServiceArea
from tests.factories.places import MCALLEN

ONE_MILE_NORTH = 1 / 69.09  # degrees


def organization(name: str, *, kinds: tuple[str, ...] = ("legal",), phone: str = "", **fields: Any) -> Organization:
    """An organization with services and no place at all."""
    row = Organization.objects.create(name=name, slug=slugify(name), **fields)
    for kind in kinds:
        Service.objects.create(organization=row, kind=kind)
    if phone:
        Phone.objects.create(organization=row, number=phone)
    return row


def located(
    name: str,
    *,
    miles_north: float = 0,
    of: tuple[float, float] = MCALLEN,
    city: str = "McAllen",
    state: str = "TX",
    **fields: Any,
) -> Organization:
    """An organization with an office `miles_north` of a point."""
    row = organization(name, **fields)
    latitude = of[0] + miles_north * ONE_MILE_NORTH
    Location.objects.create(organization=row, city=city, state=state, latitude=latitude, longitude=of[1])
    return row


def national(name: str, **fields: Any) -> Organization:
    """An organization that helps anywhere in the country."""
    row = organization(name, **fields)
    ServiceArea.objects.create(organization=row, extent="national")
    return row


def serving(row: Organization, state: str, county: str = "") -> Organization:
    """The organization, which now also serves a state or a county."""
    extent = "county" if county else "state"
    ServiceArea.objects.create(organization=row, extent=extent, state=state, county=county)
    return row
