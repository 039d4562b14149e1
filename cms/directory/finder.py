"""Who can help somebody at a place: nearby first, then wider and wider, and never nothing without a word."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, prefetch_related_objects

from cms.directory.models import Location, Organization, Service, ServiceArea
from cms.directory.results import Found, Reach, Results, Wish
from cms.places.place import Place
from cms.places.states import neighbors

WIDER_MILES = (25, 50, 100)
COUNTY_WORDS = (" County", " Parish", " Municipio", " Borough", " Census Area", " Municipality")
NEW_CLIENTS_RANK = {Service.NewClients.YES: 0, Service.NewClients.NO: 2}


def find_help(wish: Wish) -> Results:
    """Organizations for `wish`, best first. Filters that leave nothing are dropped, and the results say so."""
    results = _find(wish)
    if results.found or not wish.has_filters:
        return results
    without_filters = _find(Wish(place=wish.place, miles=wish.miles))
    return Results(wish, without_filters.found, without_filters.miles, filters_dropped=True)


def _find(wish: Wish) -> Results:
    if wish.place is None:
        national = Exists(_areas().filter(extent=ServiceArea.Extent.NATIONAL))
        found, miles = [Found(row, Reach.NATIONAL) for row in _matching(wish).filter(national)], None
    else:
        found, miles = _find_around(wish, wish.place)
    prefetch_related_objects([one.organization for one in found], "services", "phones")
    return Results(wish, sorted(found, key=_rank), miles)


def _find_around(wish: Wish, place: Place) -> tuple[list[Found], int | None]:
    """Near, state-wide and national in one query; a second one only where the first two are empty."""
    nearby = Location.objects.near(place, miles=max(wish.miles, *WIDER_MILES)).order_by().values("organization_id")
    rows = list(_around(wish, place).filter(Q(pk__in=nearby) | Q(serves_country=True) | Q(serves_here=True)))
    miles = _first_radius_with(rows, wish.miles)
    found = [one for row in rows if (one := _placed(row, miles)) is not None]
    if all(one.reach is Reach.NATIONAL for one in found):
        found += _in_and_around_state(wish, place)
    return found, miles


def _matching(wish: Wish) -> QuerySet[Organization]:
    return Organization.objects.listed().speaking(wish.languages).offering(wish.kinds)


def _areas() -> QuerySet[ServiceArea]:
    return ServiceArea.objects.filter(organization=OuterRef("pk"))


def _around(wish: Wish, place: Place) -> QuerySet[Organization]:
    """Matching organizations that know how far away they are and whether they serve this place."""
    nearest = Location.objects.with_distance(place).filter(organization=OuterRef("pk"))
    return _matching(
        wish
    ).annotate(
        distance_miles=Subquery(nearest.values("distance_miles")[:1]),  # type: ignore[misc]  # annotated by with_distance
        nearest_city=Subquery(nearest.values("city")[:1]),
        nearest_state=Subquery(nearest.values("state")[:1]),
        serves_country=Exists(_areas().filter(extent=ServiceArea.Extent.NATIONAL)),
        serves_here=Exists(_areas().filter(_area_holds(place))),
        has_areas=Exists(_areas()),
    )


def _area_holds(place: Place) -> Q:
    """A condition on service areas: the place's state, or its county however a volunteer wrote it."""
    short = place.county
    for word in COUNTY_WORDS:
        short = short.removesuffix(word)
    whole_state = Q(extent=ServiceArea.Extent.STATE, state=place.state)
    if not short:
        return whole_state
    county = Q(county__iexact=place.county) | Q(county__iexact=short)
    return whole_state | Q(county, extent=ServiceArea.Extent.COUNTY, state=place.state)


def _first_radius_with(rows: Iterable[Organization], asked: int) -> int | None:
    """The asked radius in miles, or the first wider one with an organization in it."""
    distances = [row.distance_miles for row in rows if row.distance_miles is not None and not row.serves_country]
    radii = [asked, *(miles for miles in WIDER_MILES if miles > asked)]
    return next((miles for miles in radii if any(distance <= miles for distance in distances)), None)


def _placed(row: Organization, miles: int | None) -> Found | None:
    """Where in the answer an organization belongs; nowhere if it is too far away and serves other places."""
    if row.serves_country:
        return Found(row, Reach.NATIONAL)
    if miles is not None and row.distance_miles is not None and row.distance_miles <= miles:
        return _found(row, Reach.NEAR)
    return _found(row, Reach.SERVES_STATE) if row.serves_here else None


def _found(row: Organization, reach: Reach) -> Found:
    city = f"{row.nearest_city}, {row.nearest_state}" if row.nearest_city else ""
    return Found(row, reach, row.distance_miles, city)


def _in_and_around_state(wish: Wish, place: Place) -> list[Found]:
    """Organizations anywhere in the state; only if there are none, those in the states around it."""
    states = [place.state, *neighbors(place.state)]
    rows = _around(wish, place).filter(
        Exists(Location.objects.filter(organization=OuterRef("pk"), state__in=states)), serves_country=False
    )
    found = [_found(row, Reach.IN_STATE if row.nearest_state == place.state else Reach.NEIGHBOR) for row in rows]
    in_state = [one for one in found if one.reach is Reach.IN_STATE]
    return in_state or found


def _rank(one: Found) -> tuple[bool, int, bool, float, str]:
    """Serves this place, takes new clients, checked lately, distance; then by name so that nothing jumps about."""
    row = one.organization
    serves_elsewhere = one.reach is Reach.NEAR and row.has_areas and not row.serves_here
    distance = float("inf") if one.distance_miles is None else one.distance_miles
    return serves_elsewhere, _new_clients_rank(row), not row.is_fresh, distance, row.name


def _new_clients_rank(row: Organization) -> int:
    return min((NEW_CLIENTS_RANK.get(service.new_clients, 1) for service in row.services.all()), default=1)
