"""Who can help somebody at a place: nearby first, then wider and wider, and never nothing without a word."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from cms.directory.candidates import WIDER_MILES, candidates
from cms.directory.hours import Opening, openings
from cms.directory.models import Service
from cms.directory.results import Candidate, Found, Reach, Results, Wish

NEW_CLIENTS_RANK = {Service.NewClients.YES.value: 0, Service.NewClients.NO.value: 2}


def find_help(wish: Wish) -> Results:
    """Organizations for `wish`, best first. Filters that fit nobody are dropped; the answer says so.

    Three queries; five where the filters fit nobody.
    """
    shown = candidates(wish)
    hours = _hours(wish, shown)
    filters_dropped = hours_dropped = False
    if shown and wish.is_open_now:
        open_now = [one for one in shown if _is_open(one, hours)]
        hours_dropped, shown = not open_now, open_now or shown
    elif not shown and wish.filter_count:
        shown = candidates(wish.without_filters())
        hours, filters_dropped = _hours(wish, shown), bool(shown)
    miles = _first_radius_with(shown, wish.miles)
    found = [replace(one, opening=_opening(one, hours)) for one in _found(wish, shown, miles)]
    return Results(wish, sorted(found, key=_rank), miles, filters_dropped, hours_dropped)


def _hours(wish: Wish, shown: Iterable[Candidate]) -> Mapping[int, Opening]:
    offices = [one.organization.nearest_office for one in shown if one.organization.nearest_office]
    return openings(offices, wish.place.time_zone) if wish.place and offices else {}


def _is_open(one: Candidate, hours: Mapping[int, Opening]) -> bool:
    opening = hours.get(one.organization.nearest_office or 0)
    return opening is not None and opening.is_open


def _opening(one: Found, hours: Mapping[int, Opening]) -> Opening | None:
    """Only of offices that somebody would go to."""
    return None if one.reach is Reach.NATIONAL else hours.get(one.organization.nearest_office or 0)


def _first_radius_with(shown: Iterable[Candidate], asked: int) -> int | None:
    """The asked radius in miles, or the first wider one with an organization in it."""
    rows = [one.organization for one in shown if not one.organization.serves_country]
    distances = [row.distance_miles for row in rows if row.distance_miles is not None]
    radii = [asked, *(miles for miles in WIDER_MILES if miles > asked)]
    return next((miles for miles in radii if any(distance <= miles for distance in distances)), None)


def _found(wish: Wish, shown: list[Candidate], miles: int | None) -> list[Found]:
    """Near and state-wide ones; without them those elsewhere in the state, without them those around it."""
    found = [Found(one, _reach(wish, one, miles)) for one in shown]
    order = (Reach.NEAR, Reach.SERVES_STATE), (Reach.IN_STATE,), (Reach.NEIGHBOR,)
    best = next((reaches for reaches in order if any(one.reach in reaches for one in found)), ())
    return [one for one in found if one.reach in (*best, Reach.NATIONAL)]


def _reach(wish: Wish, one: Candidate, miles: int | None) -> Reach:
    row = one.organization
    if wish.place is None or row.serves_country:
        return Reach.NATIONAL
    if miles is not None and row.distance_miles is not None and row.distance_miles <= miles:
        return Reach.NEAR
    if row.serves_here:
        return Reach.SERVES_STATE
    return Reach.IN_STATE if row.nearest_state == wish.place.state else Reach.NEIGHBOR


def _rank(one: Found) -> tuple[bool, int, bool, float, str]:
    """Serves this place, takes new clients, checked lately, distance; then by name so that nothing jumps about."""
    row = one.organization
    serves_elsewhere = one.reach is Reach.NEAR and row.has_areas and not row.serves_here
    new_clients = min((NEW_CLIENTS_RANK.get(answer, 1) for answer in one.candidate.new_clients), default=1)
    distance = float("inf") if one.distance_miles is None else one.distance_miles
    return serves_elsewhere, new_clients, not row.is_fresh, distance, row.name
