"""What the directory adds to the starter site: the organizations and the finder page."""

from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Site

from cms.core.starter_kit import bilingual_page, step
from cms.directory.models import Location, Organization, Service, ServiceArea
from cms.directory.pages import FinderPage
from cms.directory.services import place_on_map
from cms.directory.starter_content import ENTRIES, SOURCE_ENGLISH, SOURCE_SPANISH, finder
from cms.directory.starter_content.entry import Entry


@step(40, "Organizations")
@transaction.atomic
def organizations() -> int:
    known = set(Organization.objects.values_list("slug", flat=True))
    return sum(make_organization(entry) for entry in ENTRIES if slugify(entry.name) not in known)


def make_organization(entry: Entry) -> int:
    """One organization with its parts, never marked as checked: that is for a person to do."""
    organization = Organization.objects.create(
        name=entry.name,
        alternate_name=entry.alternate_name,
        slug=slugify(entry.name),
        description_en=entry.english,
        description_es=entry.spanish,
        website=entry.website,
        languages=entry.languages,
        source_en=SOURCE_ENGLISH,
        source_es=SOURCE_SPANISH,
    )
    for order, kind in enumerate(entry.kinds):
        Service.objects.create(organization=organization, kind=kind, sort_order=order)
    for extent, state, county in entry.areas:
        ServiceArea.objects.create(organization=organization, extent=extent, state=state, county=county)
    place_on_map(locations=[make_location(organization, city) for city in entry.cities])
    return 1


def make_location(organization: Organization, label: str) -> Location:
    """The city only: we publish no address that we have not confirmed."""
    city, state = label.split(", ")
    return Location.objects.create(organization=organization, city=city, state=state)


@step(50, "Finder page")
@transaction.atomic
def finder_page() -> int:
    home = Site.objects.get(is_default_site=True).root_page
    return bilingual_page(FinderPage, parent=home, english=finder.ENGLISH, spanish=finder.SPANISH)[1]
