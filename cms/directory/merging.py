"""Two rows for one organization become one. Nothing is lost, and no import brings the other back."""

from typing import Any

from django.db import transaction

from cms.directory.editing import PARTS
from cms.directory.grid.placing import put_on_grid
from cms.directory.hsds.lists import phone_keys
from cms.directory.models import FormerId, Organization

# Fields of which the one that stays takes either.
CHOSEN = (
    *("name", "alternate_name", "description_en", "description_es", "website", "email", "volunteer_url", "donate_url"),
    *("languages", "is_recognized", "recognized_until", "is_listed", "source_en", "source_es"),
)


class MergeRefused(Exception):
    """One of the two is gone, or they are one already."""


@transaction.atomic
def merge_organizations(*, stays_id: int, goes_id: int, values: dict[str, Any]) -> Organization:
    """Make `goes` part of `stays`, which takes over `values` and the parts of `goes` that it has not.

    Raises:
        MergeRefused
    """
    rows = {row.pk: row for row in Organization.objects.select_for_update().filter(pk__in=[stays_id, goes_id])}
    if len(rows) != 2:
        raise MergeRefused
    stays, goes = rows[stays_id], rows[goes_id]
    for name, value in values.items():
        setattr(stays, name, value)
    moved = [name for name in PARTS if _move(name, stays, goes)]
    stays.edited_fields = sorted({*stays.edited_fields, *goes.edited_fields, *values, *moved})
    stays.hsds_extra = {**goes.hsds_extra, **stays.hsds_extra}
    FormerId.objects.filter(organization=goes).update(organization=stays)
    FormerId.objects.get_or_create(hsds_id=goes.hsds_id, defaults={"organization": stays})
    goes.delete()
    stays.save()
    put_on_grid([stays.pk])
    return stays


def _move(name: str, stays: Organization, goes: Organization) -> bool:
    """Give `stays` the parts of `goes` that say something new. Whether there were any."""
    known = {_meaning(name, part) for part in getattr(stays, name).all()}
    fresh = [part.pk for part in getattr(goes, name).all() if _meaning(name, part) not in known]
    model = getattr(stays, name).model
    model._default_manager.filter(pk__in=fresh).update(organization=stays)
    return bool(fresh)


def _meaning(name: str, part: Any) -> Any:
    """What makes two parts say the same."""
    if name == "phones":
        return frozenset(phone_keys({"number": part.number})) or part.number
    if name == "services":
        return part.kind, part.description_en.casefold(), part.description_es.casefold()
    if name == "locations":
        return part.state, part.city.casefold(), part.address.casefold()
    return part.extent, part.state, part.county.casefold()
