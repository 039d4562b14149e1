"""Every organization that could be shown for a place: two queries, however many there are."""

from collections.abc import Collection
from itertools import groupby

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from cms.directory.grid.search import nearest
from cms.directory.models import Location, Organization, Phone, ServiceArea
from cms.directory.results import Candidate, Wish
from cms.directory.traits import SERVICE_FACTS, organization_traits, service_traits
from cms.places.place import Place
from cms.places.states import neighbors

WIDER_MILES = (25, 50, 100)
# Of those that serve a whole area so many are looked at: the ones checked last.
MOST_FOR_AN_AREA = 200
COUNTY_WORDS = (" County", " Parish", " Municipio", " Borough", " Census Area", " Municipality")


def candidates(wish: Wish) -> list[Candidate]:
    """Organizations near the wished place that fit, and whoever serves it or the whole country, fitting or not.

    Where nobody near fits, those in the state and around it that do. Without a place: who serves the whole country.
    """
    everywhere = Q(extent=ServiceArea.Extent.NATIONAL)
    if wish.place is None:
        return _read(_serving(everywhere).annotate(serves_country=_areas(everywhere)))
    states = [wish.place.state, *neighbors(wish.place.state)]
    near = nearest(wish.place, miles=wish.miles, wider=WIDER_MILES, states=states, masks=wish.masks)
    serving = _serving(everywhere | _area_holds(wish.place))
    return _read(_knowing_the_way(_either(near, serving), wish.place))


def _serving(areas: Q) -> QuerySet[Organization]:
    """Listed organizations with such an area, at most MOST_FOR_AN_AREA."""
    served = ServiceArea.objects.filter(areas).values("organization")
    last_checked_first = F("checked_on").desc(nulls_last=True)
    keys = Organization.objects.listed().filter(pk__in=served).order_by(last_checked_first, "pk").values("pk")
    return Organization.objects.filter(pk__in=keys[:MOST_FOR_AN_AREA]).order_by()


def _either(near: Collection[int], serving: QuerySet[Organization]) -> QuerySet[Organization]:
    """Two keyed lookups: for one condition or the other a database would walk over everybody."""
    listed = Organization.objects.listed().filter(pk__in=near).order_by()
    return Organization.objects.filter(pk__in=listed.values("pk").union(serving.values("pk")))


def _read(rows: QuerySet[Organization]) -> list[Candidate]:
    """One row comes back per service, so that no second query is needed for the services."""
    services = {f"service_{name}": F(f"services__{name}") for name in SERVICE_FACTS}
    first_phone = Subquery(Phone.objects.filter(organization=OuterRef("pk")).values("number")[:1])
    found = rows.annotate(first_phone=first_phone, **services).order_by("pk", "services__sort_order", "services__pk")
    return [_candidate(list(same)) for _pk, same in groupby(found, key=lambda row: row.pk)]


def _candidate(rows: list[Organization]) -> Candidate:
    first = rows[0]
    shared = organization_traits(languages=first.languages, volunteer_url=first.volunteer_url)
    services = [{name: getattr(row, f"service_{name}") for name in SERVICE_FACTS} for row in rows]
    return Candidate(
        organization=first,
        kinds=[service["kind"] for service in services if service["kind"]],
        new_clients=[service["new_clients"] or "" for service in services],
        traits=[shared | service_traits(**service) for service in services],
    )


def _knowing_the_way(rows: QuerySet[Organization], place: Place) -> QuerySet[Organization]:
    """The same rows, which now know how far away they are and whether they serve this place."""
    offices = Location.objects.with_distance(place).filter(organization=OuterRef("pk"))
    return rows.annotate(
        distance_miles=Subquery(offices.values("distance_miles")[:1]),  # type: ignore[misc]  # annotated by with_distance
        nearest_office=Subquery(offices.values("pk")[:1]),
        nearest_city=Subquery(offices.values("city")[:1]),
        nearest_state=Subquery(offices.values("state")[:1]),
        serves_country=_areas(Q(extent=ServiceArea.Extent.NATIONAL)),
        serves_here=_areas(_area_holds(place)),
        has_areas=_areas(Q()),
    )


def _areas(condition: Q) -> Exists:
    return Exists(ServiceArea.objects.filter(condition, organization=OuterRef("pk")))


def _area_holds(place: Place) -> Q:
    """A condition on service areas: the place's state, or its county however a volunteer wrote it."""
    whole_state = Q(extent=ServiceArea.Extent.STATE, state=place.state)
    if not place.county:
        return whole_state
    short = place.county
    for word in COUNTY_WORDS:
        short = short.removesuffix(word)
    county = Q(county__iexact=place.county) | Q(county__iexact=short)
    return whole_state | Q(county, extent=ServiceArea.Extent.COUNTY, state=place.state)
