"""Every organization that could be shown for a place, in one query."""

from itertools import groupby

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from cms.directory.models import Location, Organization, Phone, ServiceArea
from cms.directory.results import Candidate, Wish
from cms.places.place import Place
from cms.places.states import neighbors

WIDER_MILES = (25, 50, 100)
COUNTY_WORDS = (" County", " Parish", " Municipio", " Borough", " Census Area", " Municipality")


def candidates(wish: Wish) -> list[Candidate]:
    """Organizations in reach of the wished place (or, without one, of everybody), whether they fit its filters or not.

    One row comes back per service, so that no second query is needed for the services.
    """
    rows = _in_reach(wish, wish.place) if wish.place else _for_everybody()
    rows = rows.annotate(
        service_kind=F("services__kind"),
        service_new_clients=F("services__new_clients"),
        first_phone=Subquery(Phone.objects.filter(organization=OuterRef("pk")).values("number")[:1]),
    ).order_by("pk", "services__sort_order", "services__pk")
    return [_candidate(list(same)) for _pk, same in groupby(rows, key=lambda row: row.pk)]


def _candidate(rows: list[Organization]) -> Candidate:
    kinds = [row.service_kind for row in rows if row.service_kind]
    return Candidate(rows[0], kinds, [row.service_new_clients or "" for row in rows])


def _for_everybody() -> QuerySet[Organization]:
    return Organization.objects.listed().annotate(serves_country=_serves_country()).filter(serves_country=True)


def _in_reach(wish: Wish, place: Place) -> QuerySet[Organization]:
    """Near, serving the place or the country; only where nobody near fits, also all in the state and around it."""
    nearby = Location.objects.near(place, miles=max(wish.miles, *WIDER_MILES)).order_by().values("organization_id")
    here = Q(pk__in=nearby) | Q(_areas(_area_holds(place)))
    fitting = Organization.objects.listed().speaking(wish.languages).offering(wish.kinds)
    nobody_fits = ~Exists(fitting.filter(here).exclude(_serves_country()))
    states = [place.state, *neighbors(place.state)]
    around = Q(Exists(Location.objects.filter(organization=OuterRef("pk"), state__in=states)))
    rows = Organization.objects.listed().filter(here | Q(_serves_country()) | (around & nobody_fits))
    return _knowing_the_way(rows, place)


def _knowing_the_way(rows: QuerySet[Organization], place: Place) -> QuerySet[Organization]:
    """The same rows, which now know how far away they are and whether they serve this place."""
    nearest = Location.objects.with_distance(place).filter(organization=OuterRef("pk"))
    return rows.annotate(
        distance_miles=Subquery(nearest.values("distance_miles")[:1]),  # type: ignore[misc]  # annotated by with_distance
        nearest_city=Subquery(nearest.values("city")[:1]),
        nearest_state=Subquery(nearest.values("state")[:1]),
        serves_country=_serves_country(),
        serves_here=_areas(_area_holds(place)),
        has_areas=_areas(Q()),
    )


def _areas(condition: Q) -> Exists:
    return Exists(ServiceArea.objects.filter(condition, organization=OuterRef("pk")))


def _serves_country() -> Exists:
    return _areas(Q(extent=ServiceArea.Extent.NATIONAL))


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
