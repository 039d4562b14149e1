"""Bring districts and the crosswalk of one map up to date: a Congress, or some states of it, from a date on."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from cms.core.imports import Report, refuse_if_shrunk
from cms.core.progress import batches
from cms.core.sources import BadSource
from cms.places.congresses import starts_on
from cms.places.crosswalk_files import Part, read_crosswalk
from cms.places.districts import DELEGATES
from cms.places.models import District, ZipDistrict

Seat = tuple[str, str]


@transaction.atomic
def import_districts(
    *, text: str, congress: int, active_from: date | None = None, states: Collection[str] = ()
) -> Report:
    """Write the map in `text`, in force from `active_from` (default: the day that Congress begins).

    `states` takes only these from the file: for a state whose lines change on another day than the rest. What the
    file says nothing about stays. Raises `BadSource`.
    """
    crosswalk = read_crosswalk(text)
    if crosswalk.congress not in (0, congress):
        raise BadSource(f"The file is of the {crosswalk.congress}th Congress, not the {congress}th.")
    report = Report("Districts")
    for where, reason in crosswalk.rejected:
        report.reject(where, reason)
    parts = [part for part in crosswalk.parts.values() if not states or part.state in states]
    if not parts:
        raise BadSource("The file has no rows of these states.")
    _write(_Map(congress, active_from or starts_on(congress)), parts, with_delegates=not states, report=report)
    return report


class _Map:
    """The rows of one map."""

    def __init__(self, congress: int, active_from: date) -> None:
        self.congress = congress
        self.active_from = active_from

    def districts(self, states: Collection[str]) -> QuerySet[District]:
        return District.objects.filter(active_from=self.active_from, state__in=states)

    def district(self, seat: Seat) -> District:
        return District(state=seat[0], number=seat[1], congress=self.congress, active_from=self.active_from)


def _write(map_: _Map, parts: list[Part], *, with_delegates: bool, report: Report) -> None:
    seats = {(part.state, part.number) for part in parts}
    if with_delegates:  # the four territories that the files leave out
        seats |= {(state, District.AT_LARGE) for state in DELEGATES}
    states = {state for state, _number in seats}
    _write_districts(map_, seats, states, report)
    _write_parts(map_.districts(states), parts, report)
    _end_older_maps(states)


def _write_districts(map_: _Map, seats: set[Seat], states: set[str], report: Report) -> None:
    present = {(row.state, row.number): row for row in map_.districts(states)}
    refuse_if_shrunk(known=len(present), found=len(seats), what="districts")
    fresh = [map_.district(seat) for seat in sorted(seats - present.keys())]
    District.objects.bulk_create(fresh)
    renumbered = [row.pk for row in present.values() if row.congress != map_.congress]
    gone = [row.pk for seat, row in present.items() if seat not in seats]
    report.changed += District.objects.filter(pk__in=renumbered).update(congress=map_.congress)
    District.objects.filter(pk__in=gone).delete()
    report.added += len(fresh)
    report.ended += len(gone)


def _write_parts(districts: QuerySet[District], parts: list[Part], report: Report) -> None:
    ids = {(row.state, row.number): row.pk for row in districts}
    wanted = {(part.zip, ids[part.state, part.number]): part.land_share for part in parts}
    rows = ZipDistrict.objects.filter(district__in=districts).values_list("area_id", "district_id", "land_share", "pk")
    present = {(area, district): (share, pk) for area, district, share, pk in rows}
    refuse_if_shrunk(known=len(present), found=len(wanted), what="ZIP areas")
    _add_parts({pair: share for pair, share in wanted.items() if pair not in present})
    # A file that does not know the shares takes none away.
    moved = {
        pair: share for pair, share in wanted.items() if share is not None and present.get(pair, (share,))[0] != share
    }
    _change_shares({present[pair][1]: share for pair, share in moved.items()})
    gone = [pk for pair, (_share, pk) in present.items() if pair not in wanted]
    with batches(gone, "Districts: ending") as slices:
        for part in slices:
            ZipDistrict.objects.filter(pk__in=part).delete()
    report.added += len(wanted.keys() - present.keys())
    report.changed += len(moved)
    report.ended += len(gone)


def _add_parts(shares: dict[tuple[str, int], float | None]) -> None:
    rows = [ZipDistrict(area_id=area, district_id=pk, land_share=share) for (area, pk), share in shares.items()]
    with batches(rows, "Districts: adding") as slices:
        for part in slices:
            ZipDistrict.objects.bulk_create(part)


def _change_shares(shares: dict[int, float]) -> None:
    rows = [ZipDistrict(pk=pk, land_share=share) for pk, share in shares.items()]
    with batches(rows, "Districts: changing") as slices:
        for part in slices:
            ZipDistrict.objects.bulk_update(part, ["land_share"], batch_size=500)


def _end_older_maps(states: Collection[str]) -> None:
    """Each map of a state is in force until the next begins, whichever was imported first."""
    rows = District.objects.filter(state__in=states).order_by()
    written: dict[tuple[str, date], set[date | None]] = {}
    for state, begins, until in rows.values_list("state", "active_from", "active_until").distinct():
        written.setdefault((state, begins), set()).add(until)
    maps = sorted(written)
    for (state, begins), following in zip(maps, [*maps[1:], None], strict=True):
        ends = following[1] if following and following[0] == state else None
        if written[state, begins] != {ends}:
            District.objects.filter(state=state, active_from=begins).update(active_until=ends)
