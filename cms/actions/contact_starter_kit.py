"""The contact pages of the starter site: U.S. Attorneys, governors and a company, in both languages."""

from typing import Any

from django.db import transaction
from wagtail.models import Site

from cms.actions.contact.whom import Whom
from cms.actions.models import ActionIndexPage, ChosenOffice, ContactPage
from cms.actions.on_record_starter_kit import starter_campaign
from cms.actions.starter_content import companies, governors, share, us_attorneys, visit
from cms.core.starter_kit import bilingual_page, move_behind, step
from cms.officials.models import Office
from cms.officials.starter_kit import ACCENTURE

PAGES = ((us_attorneys, Whom.US_ATTORNEYS), (governors, Whom.GOVERNORS), (companies, Whom.CHOSEN))


@step(53, "Contact pages")
@transaction.atomic
def make_contact_pages() -> int:
    """One page each, behind the visits; each thank-you leads to the next of them."""
    home = Site.objects.get(is_default_site=True).root_page
    index = ActionIndexPage.objects.child_of(home).first()
    if index is None:
        return 0
    campaign = starter_campaign()
    before = index.get_children().filter(slug=visit.ENGLISH["slug"]).first()
    following = index.get_children().filter(slug=share.ENGLISH["slug"]).first()
    total = 0
    for content, whom in reversed(PAGES):
        links = {"whom": whom, "campaign": campaign, "next_action": following, "chosen_offices": _chosen(whom)}
        page, made = bilingual_page(
            ContactPage, parent=index, english={**content.ENGLISH, **links}, spanish=content.SPANISH
        )
        if made and before is not None:
            move_behind(page, before)
        following, total = page, total + made
    return total


def _chosen(whom: str) -> list[Any]:
    """Accenture, on the page about companies."""
    offices = Office.objects.filter(key=ACCENTURE) if whom == Whom.CHOSEN else []
    return [ChosenOffice(office=office, addressee=companies.ADDRESSEE) for office in offices]
