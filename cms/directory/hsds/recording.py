"""What a file says, written: new organizations, and what no person has touched of those that are there."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models, transaction
from django.utils.text import slugify
from modelsearch.backends import get_search_backends

from cms.core.clock import now
from cms.core.imports import Report
from cms.directory.editing import PARTS, is_open_to_import
from cms.directory.grid.keeping import grid_left_to_caller
from cms.directory.grid.placing import put_on_grid
from cms.directory.hsds.matching import Known
from cms.directory.hsds.placing import place_offices
from cms.directory.hsds.wanted import Values, Wanted
from cms.directory.models import Location, Organization, Phone, Schedule, Service, ServiceArea
from cms.places.states import ENGLISH_NAMES

ORGANIZATIONS_AT_ONCE = 200
MODELS: dict[str, type[models.Model]] = {
    "phones": Phone,
    "services": Service,
    "locations": Location,
    "service_areas": ServiceArea,
}
Rows = list[tuple[Organization, Values]]


@transaction.atomic
def record(wanted: Iterable[Wanted], *, origin: str, are_listed: bool, report: Report) -> Report:
    """Write all of `wanted`. Nothing counts as checked; new organizations are shown at once if `are_listed`."""
    known = Known(origin)
    for batch in batches_of(wanted):
        place_offices([office for one in batch for office in one.locations or ()])
        present = known.find(batch, report)
        fresh = [one for one in batch if one.hsds_id not in present and one.hsds_id not in known.merged]
        pairs = [(present[one.hsds_id], one) for one in batch if one.hsds_id in present]
        with grid_left_to_caller():
            rows = _add(fresh, origin, are_listed=are_listed) + _change(pairs, origin, report)
        report.added += len(fresh)
        _tell(rows)
    return report


def batches_of(wanted: Iterable[Wanted]) -> Iterator[list[Wanted]]:
    rows: list[Wanted] = []
    for one in wanted:
        rows.append(one)
        if len(rows) == ORGANIZATIONS_AT_ONCE:
            yield rows
            rows = []
    if rows:
        yield rows


def _add(fresh: list[Wanted], origin: str, *, are_listed: bool) -> list[Organization]:
    slugs = _free_slugs(fresh)
    rows = [
        Organization(
            **one.values,
            hsds_id=one.hsds_id,
            hsds_extra=one.extra,
            slug=slug,
            imported_from=origin,
            is_listed=are_listed,
        )
        for one, slug in zip(fresh, slugs, strict=True)
    ]
    Organization.objects.bulk_create(rows)
    for name in PARTS:
        _create_parts(
            name, [(row, values) for row, one in zip(rows, fresh, strict=True) for values in getattr(one, name) or ()]
        )
    return rows


def _free_slugs(fresh: list[Wanted]) -> list[str]:
    """The name as an address; where it is taken, with the beginning of the id."""
    wished = [slugify(one.values["name"])[:60].strip("-") or "organization" for one in fresh]
    taken = set(Organization.objects.filter(slug__in=wished).values_list("slug", flat=True))
    taken |= {code.lower() for code in ENGLISH_NAMES}  # there are the pages of the states
    slugs = []
    for one, slug in zip(fresh, wished, strict=True):
        slugs.append(f"{slug}-{one.hsds_id.hex[:12]}" if slug in taken else slug)
        taken.add(slug)
    return slugs


def _create_parts(name: str, parts: Rows) -> None:
    model = MODELS[name]
    orders: dict[int, int] = {}
    rows, hours = [], []
    for organization, values in parts:
        own = {key: value for key, value in values.items() if key != "schedules"}
        if name in ("phones", "services"):
            orders[organization.pk] = own["sort_order"] = orders.get(organization.pk, -1) + 1
        row = model(organization=organization, **own)
        rows.append(row)
        hours += [(row, one) for one in values.get("schedules", ())]
    model._default_manager.bulk_create(rows, batch_size=500)
    Schedule.objects.bulk_create([Schedule(location=row, **one) for row, one in hours], batch_size=1000)


def _change(pairs: list[tuple[Organization, Wanted]], origin: str, report: Report) -> list[Organization]:
    changed: list[Organization] = []
    replaced: dict[str, Rows] = {name: [] for name in PARTS}
    for row, one in pairs:
        values = {"hsds_extra": one.extra, **one.values} if one.extra else one.values
        different = {name for name, value in values.items() if getattr(row, name) != value}
        different |= {
            name for name in PARTS if getattr(one, name) is not None and _differs(row, name, getattr(one, name))
        }
        kept = {name for name in different if name != "hsds_extra" and not is_open_to_import(row, name, origin)}
        for name in different - kept:
            if name in PARTS:
                replaced[name] += [(row, part) for part in getattr(one, name)] or [(row, {})]
            else:
                setattr(row, name, values[name])
        if kept:
            report.notes.append(f"{one.where}: {row.name}: left as people have it: {', '.join(sorted(kept))}")
        if different - kept:
            changed.append(row)
    for name, parts in replaced.items():
        _replace(name, parts)
    _save(changed, pairs)
    report.changed += len(changed)
    return changed


def _save(changed: list[Organization], pairs: list[tuple[Organization, Wanted]]) -> None:
    names = {name for _row, one in pairs for name in one.values} | {"hsds_extra", "updated_at"}
    for row in changed:
        row.updated_at = now()
    Organization.objects.bulk_update(changed, sorted(names), batch_size=100)


def _differs(row: Organization, name: str, parts: list[Values]) -> bool:
    present = list(getattr(row, name).all())
    if name == "service_areas":  # they have no order
        areas = {(area.extent, area.state, area.county) for area in present}
        return areas != {(one["extent"], one["state"], one["county"]) for one in parts}
    return len(present) != len(parts) or any(
        _differs_in(part, values) for part, values in zip(present, parts, strict=True)
    )


def _differs_in(part: Any, values: Values) -> bool:
    hours = [{name: getattr(one, name) for name in wanted} for one, wanted in _hours(part, values)]
    return hours != values.get("schedules", []) or any(
        getattr(part, name) != value for name, value in values.items() if name != "schedules"
    )


def _hours(part: Any, values: Values) -> list[tuple[Any, Values]]:
    present = list(part.schedules.all()) if "schedules" in values else []
    blank: Values = dict.fromkeys(("day", "opens_at", "closes_at", "note_en", "note_es"))
    return [(one, blank) for one in present]


def _replace(name: str, parts: Rows) -> None:
    """One list of parts made anew, for each organization in `parts`; empty values stand for none."""
    if parts:
        MODELS[name]._default_manager.filter(organization__in={row.pk for row, _values in parts}).delete()
        _create_parts(name, [(row, values) for row, values in parts if values])


def _tell(rows: list[Organization]) -> None:
    """Many rows at once send no signals: the search index and the grid must be told."""
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(Organization, rows)
    put_on_grid([row.pk for row in rows])
