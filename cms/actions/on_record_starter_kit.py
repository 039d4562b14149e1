"""Who has spoken out, on the starter site: the page, and invented positions of the invented officials."""

from itertools import cycle

from django.db import transaction
from wagtail.models import Site

from cms.actions.models import CampaignPage, OnRecordPage
from cms.actions.starter_content import on_record
from cms.core.clock import today
from cms.core.starter_kit import bilingual_page, step
from cms.officials.models import Holder, Position

# One in five has not been asked yet.
STANCES = (
    Position.Stance.SPOKEN_OUT,
    Position.Stance.SILENT,
    None,
    Position.Stance.IN_FAVOR,
    Position.Stance.AGAINST,
)


def starter_campaign() -> CampaignPage | None:
    """The first campaign below the English home page."""
    home = Site.objects.get(is_default_site=True).root_page
    return CampaignPage.objects.child_of(home).first()


@step(52, "Officials on record")
@transaction.atomic
def make_on_record_page() -> int:
    campaign = starter_campaign()
    if campaign is None:
        return 0
    english, spanish = ({**one, "campaign": campaign} for one in (on_record.ENGLISH, on_record.SPANISH))
    home = Site.objects.get(is_default_site=True).root_page
    return bilingual_page(OnRecordPage, parent=home, english=english, spanish=spanish)[1]


@step(62, "Sample positions")
@transaction.atomic
def make_sample_positions() -> int:
    """A position for most sample officials, marked as a sample: real people get theirs from editors."""
    campaign = starter_campaign()
    known = Position.objects.filter(is_sample=True)
    if campaign is None or known.exists():
        return 0
    people = Holder.objects.current().filter(is_sample=True).order_by("office__state", "external_id")
    samples = [
        Position(holder=holder, campaign=campaign, stance=stance, stated_on=today(), is_sample=True)
        for holder, stance in zip(people, cycle(STANCES), strict=False)
        if stance
    ]
    return len(Position.objects.bulk_create(samples))
