"""Every organization that could be shown for a place: two queries, however many there are."""

from functools import reduce
from itertools import groupby
from operator import and_, or_
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from cms.directory.grid.search import nearest
from cms.directory.models import Location, Organization, Phone, Service, ServiceArea
from cms.directory.results import Candidate, Wish
from cms.places.place import Place
from cms.places.states import neighbors

WIDER_MILES = (25, 50, 100)
# Of those that fit and serve the place or the country, so many of each are shown: the ones checked last.
MOST_FOR_AN_AREA = 200
COUNTY_WORDS = (" County", " Parish", " Municipio", " Borough", " Census Area", " Municipality")


def candidates(wish: Wish) -> list[Candidate]:
    """Organizations that fit: near the wished place, or serving it or the whole country.

    Where nobody near fits, those in the state and around it that do. Without a place: who serves the whole country.
    """
    everywhere = _serving(Q(extent=ServiceArea.Extent.NATIONAL), wish)
    if wish.place is None:
        everybody = Organization.objects.filter(pk__in=everywhere)
        return _read(everybody.annotate(serves_country=_areas(Q(extent=ServiceArea.Extent.NATIONAL))))
    states = [wish.place.state, *neighbors(wish.place.state)]
    near = nearest(wish.place, miles=wish.miles, wider=WIDER_MILES, states=states, masks=wish.masks)
    # Keyed lookups one after the other: for one condition or the other a database would walk over everybody.
    keys = Organization.objects.listed().filter(pk__in=near).order_by().values("pk")
    keys = keys.union(everywhere, _serving(_area_holds(wish.place), wish))
    return _read(_knowing_the_way(Organization.objects.filter(pk__in=keys), wish.place))


def _serving(areas: Q, wish: Wish) -> QuerySet[Organization, dict[str, Any]]:
    """Keys of listed organizations that fit and have such an area, at most MOST_FOR_AN_AREA."""
    served = ServiceArea.objects.filter(areas).values("organization")
    rows = Organization.objects.listed().filter(_fits(wish), pk__in=served)
    first = rows.order_by(F("checked_on").desc(nulls_last=True), "pk").values("pk")[:MOST_FOR_AN_AREA]
    return Organization.objects.filter(pk__in=first).order_by().values("pk")


def _fits(wish: Wish) -> Q:
    """`wish.masks` as a condition on organizations: those that serve an area have no points on the grid."""
    spoken = [Q(languages__contains=f"|{code}|") for code in wish.languages]
    of_service = {"kind__in": wish.kinds, "cost__in": wish.costs}
    service = Q(**{name: values for name, values in of_service.items() if values})
    facts = {"for:detained": Q(for_detained=True), "for:released": Q(for_released=True)}
    service &= reduce(or_, [facts[situation] for situation in wish.situations], Q())
    also = {"remote": Q(is_remote=True), "takes:yes": Q(new_clients=Service.NewClients.YES)}
    service &= reduce(and_, [also[trait] for trait in wish.also if trait in also], Q())
    condition = reduce(or_, spoken, Q())
    if "volunteers" in wish.also:
        condition &= ~Q(volunteer_url="")
    return condition & Q(Exists(Service.objects.filter(service, organization=OuterRef("pk")))) if service else condition


def _read(rows: QuerySet[Organization]) -> list[Candidate]:
    """One row comes back per service, so that no second query is needed for the services."""
    found = rows.annotate(
        service_kind=F("services__kind"),
        service_new_clients=F("services__new_clients"),
        first_phone=Subquery(Phone.objects.filter(organization=OuterRef("pk")).values("number")[:1]),
    ).order_by("pk", "services__sort_order", "services__pk")
    return [_candidate(list(same)) for _pk, same in groupby(found, key=lambda row: row.pk)]


def _candidate(rows: list[Organization]) -> Candidate:
    kinds = [row.service_kind for row in rows if row.service_kind]
    return Candidate(rows[0], kinds, [row.service_new_clients or "" for row in rows])


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
