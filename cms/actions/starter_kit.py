"""The campaign, the list of actions and the first actions, in both languages."""

from typing import Any

from django.db import transaction
from wagtail.models import Site

from cms.actions import (  # noqa: F401  (they register their steps)
    contact_starter_kit,
    letter_starter_kit,
    on_record_starter_kit,
    printed_starter_kit,
)
from cms.actions.models import ActionIndexPage, ActionPage, BaseActionPage, CallPage, CampaignPage, VisitPage
from cms.actions.models.officials_base import OfficialsActionPage
from cms.actions.starter_content import call, campaign, events, petition, share, visit
from cms.core.starter_kit import bilingual_page, step

# In the order a supporter should see them: what moves lawmakers most per minute comes first.
ACTIONS: tuple[tuple[type[BaseActionPage], Any], ...] = (
    (CallPage, call),
    (VisitPage, visit),
    (ActionPage, share),
    (ActionPage, petition),
    (ActionPage, events),
)


@step(35, "List of actions")
@transaction.atomic
def make_index() -> int:
    """The page below which every action lives; made early, so that other apps can add theirs."""
    home = Site.objects.get(is_default_site=True).root_page
    return bilingual_page(ActionIndexPage, parent=home, english=campaign.INDEX_ENGLISH, spanish=campaign.INDEX_SPANISH)[
        1
    ]


@step(50, "Campaign and actions")
@transaction.atomic
def make_campaign_and_actions() -> int:
    """The campaign page and one page per action."""
    home = Site.objects.get(is_default_site=True).root_page
    about, made = bilingual_page(CampaignPage, parent=home, english=campaign.ENGLISH, spanish=campaign.SPANISH)
    index = ActionIndexPage.objects.child_of(home).get(slug=campaign.INDEX_ENGLISH["slug"])
    actions = [_make(index, kind, content) for kind, content in ACTIONS]
    for (page, is_new), (following, _is_new) in zip(actions, [*actions[1:], actions[0]], strict=True):
        if is_new:
            lead_on(page, following, about)
    return made + sum(number for _page, number in actions)


def _make(index: ActionIndexPage, kind: type[BaseActionPage], content: Any) -> tuple[Any, int]:
    """A site that has the action already, perhaps as a plainer kind of page, keeps the page it has."""
    existing = index.get_children().filter(slug=content.ENGLISH["slug"]).first()
    kind = existing.specific_class if existing else kind
    return bilingual_page(kind, parent=index, english=content.ENGLISH, spanish=content.SPANISH)


def lead_on(page: BaseActionPage, following: BaseActionPage, about: CampaignPage) -> None:
    """In both languages: the thank-you leads to `following`, and cards show where people stand on `about`."""
    for translation in page.get_translations(inclusive=True):
        translation.next_action = following
        if isinstance(translation, OfficialsActionPage):
            translation.campaign = about
        translation.save_revision().publish()
