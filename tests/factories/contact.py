"""The contact pages of the starter kit, with offices and places in small."""

from datetime import date
from typing import Any

from wagtail.models import Page

from cms.actions.contact_starter_kit import make_contact_pages
from cms.core.starter_kit import take_notes
from cms.officials.models import Holder, Office
from cms.officials.starter_kit import company, us_attorneys
from tests.factories.officials import congress_of_tests
from tests.factories.site import build_site, page_in

SLUGS = {
    "attorneys": {"en": "us-attorneys", "es": "fiscales-federales"},
    "governors": {"en": "governors", "es": "gobernadores"},
    "companies": {"en": "companies", "es": "empresas"},
}
GOVERNOR = "Alma Rey"


def build_contact_site() -> None:
    """The site, ZIP areas, 93 U.S. Attorney offices, Accenture, the governors of Texas and New Mexico, D.C.'s mayor."""
    build_site()
    congress_of_tests()
    us_attorneys()
    company()
    texas = office(
        "governor",
        "TX",
        phone="+15125550123",
        time_zone="America/Chicago",
        address="State Capitol, Austin, TX 78701",
        website="https://gov.example.org/",
        contact_form="https://gov.example.org/form",
        checked_on=date(2026, 3, 1),
    )
    Holder.objects.create(office=texas, name=GOVERNOR, party="Independent")
    office("governor", "NM")  # vacant
    Holder.objects.create(office=office("governor", "DC"), name="Mel Mayor", is_sample=True)
    make_contact_pages()
    take_notes()


def office(kind: str, state: str = "", **fields: Any) -> Office:
    return Office.objects.create(kind=kind, state=state, **fields)


def contact_page(which: str, language: str = "en") -> Any:
    return page_in(language, SLUGS[which][language])


def all_contact_pages() -> list[Page]:
    return [contact_page(which, language) for which in SLUGS for language in ("en", "es")]
