"""Two rows for one organization become one, and no import brings the other back."""

from typing import Any

from django.db import transaction

from cms.directory.editing import PARTS
from cms.directory.grid.keeping import grid_left_to_caller
from cms.directory.grid.placing import put_on_grid
from cms.directory.hsds.lists import phone_keys
from cms.directory.models import FormerId, Location, Organization, Schedule

# Fields of which the one that stays takes either.
CHOSEN = (
    *("name", "alternate_name", "description_en", "description_es", "website", "email", "volunteer_url", "donate_url"),
    *("languages", "is_recognized", "recognized_until", "is_listed", "source_en", "source_es"),
)

NEVER_FILLED = {"id", "organization", "sort_order", "hsds_id"}


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
    with grid_left_to_caller():
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
    """Give `stays` the parts of `goes` that say something new, and fill gaps in its own. Whether there were any."""
    known = {_meaning(name, part): part for part in getattr(stays, name).all()}
    fresh, filled = [], False
    for part in getattr(goes, name).all():
        same = known.get(_meaning(name, part))
        if same is None:
            fresh.append(part.pk)
        else:
            filled |= _fill(same, part)
    getattr(stays, name).model._default_manager.filter(pk__in=fresh).update(organization=stays)
    return bool(fresh) or filled


def _fill(part: Any, other: Any) -> bool:
    """Take from `other` what `part` does not know. Where both say something, the one that stays counts."""
    own = [field.name for field in part._meta.concrete_fields if field.editable and field.name not in NEVER_FILLED]
    gaps = [name for name in own if not getattr(part, name) and getattr(other, name)]
    for name in gaps:
        setattr(part, name, getattr(other, name))
    part.save()
    hours = isinstance(part, Location) and not part.schedules.exists()
    return bool(gaps) or (hours and bool(Schedule.objects.filter(location=other).update(location=part)))


def _meaning(name: str, part: Any) -> Any:
    """What makes two parts say the same."""
    if name == "phones":
        return frozenset(phone_keys({"number": part.number})) or part.number, part.extension
    if name == "services":
        return part.kind, part.description_en.casefold(), part.description_es.casefold()
    if name == "locations":
        return part.state, part.city.casefold(), part.address.casefold() or part.zip
    return part.extent, part.state, part.county.casefold()
