"""The only code that writes grid points."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from django.db import transaction

from cms.directory.grid.cells import cell_of
from cms.directory.models import GridPoint, Location, Organization, Service, ServiceArea
from cms.directory.traits import SERVICE_FACTS, organization_traits, service_traits

ORGANIZATIONS_AT_ONCE = 1000


@transaction.atomic
def put_on_grid(organizations: Collection[int]) -> None:
    """Make the points of these organizations (at most ORGANIZATIONS_AT_ONCE keys) anew. Six queries, however many."""
    GridPoint.objects.filter(organization__in=organizations).delete()
    GridPoint.objects.bulk_create(_points(organizations), batch_size=5000)


def put_all_on_grid() -> int:
    """Make every point anew, in pieces. Returns the number of organizations."""
    keys = list(Organization.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), ORGANIZATIONS_AT_ONCE):
        put_on_grid(keys[start : start + ORGANIZATIONS_AT_ONCE])
    return len(keys)


def _points(organizations: Collection[int]) -> Iterator[GridPoint]:
    shared = _traits_of_organizations(organizations)
    services = _traits_of_services(organizations)
    offices = Location.objects.filter(organization__in=list(shared)).values_list(
        "pk", "organization", "latitude", "longitude"
    )
    for pk, organization, latitude, longitude in offices:
        if latitude is None or longitude is None:
            continue
        for traits in services.get(organization, {0}):
            yield GridPoint(
                organization_id=organization,
                location_id=pk,
                cell=cell_of(latitude, longitude),
                latitude=latitude,
                longitude=longitude,
                traits=shared[organization] | traits,
            )


def _traits_of_organizations(organizations: Collection[int]) -> dict[int, int]:
    """Those that people nearby look for: listed, and not for the whole country."""
    everywhere = ServiceArea.objects.filter(extent=ServiceArea.Extent.NATIONAL).values("organization")
    rows = Organization.objects.listed().filter(pk__in=organizations).exclude(pk__in=everywhere)
    facts = rows.values_list("pk", "languages", "volunteer_url")
    return {pk: organization_traits(languages=codes, volunteer_url=url) for pk, codes, url in facts}


def _traits_of_services(organizations: Collection[int]) -> dict[int, set[int]]:
    found = defaultdict(set)
    for row in Service.objects.filter(organization__in=organizations).values("organization", *SERVICE_FACTS):
        found[row.pop("organization")].add(service_traits(**row))
    return found
