"""The only code that writes what a check or a move of an organization changes."""

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from cms.core.clock import now, today
from cms.directory.models import Location, Organization
from cms.places.place import Place
from cms.places.services import UnknownPlace, find_place


@transaction.atomic
def mark_checked(*, organizations: Iterable[Organization], by: AbstractBaseUser | None) -> int:
    """Record that `by` checked these organizations today. Returns how many there were."""
    keys = [organization.pk for organization in organizations]
    return Organization.objects.filter(pk__in=keys).update(checked_on=today(), checked_by=by, updated_at=now())


@transaction.atomic
def place_on_map(*, locations: Iterable[Location], typed: Iterable[Location] = ()) -> list[str]:
    """Give locations the coordinates and the time zone of their ZIP area, else of their city. Returns the labels of
    those not found. Those `typed` keep the coordinates that a person typed.
    """
    for location in typed:
        place = _place_of(location)
        location.time_zone = place.time_zone if place else ""
        location.save(update_fields=["time_zone"])
    unknown = []
    for location in locations:
        place = _place_of(location)
        location.latitude = place.latitude if place else None
        location.longitude = place.longitude if place else None
        location.time_zone = place.time_zone if place else ""
        location.save(update_fields=["latitude", "longitude", "time_zone"])
        if place is None:
            unknown.append(location.label)
    return unknown


def _place_of(location: Location) -> Place | None:
    for text in filter(None, (location.zip, location.label)):
        try:
            return find_place(text)
        except UnknownPlace:
            continue
    return None
