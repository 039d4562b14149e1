"""The campaign, the list of actions and the first actions, in both languages."""

from django.db import transaction
from wagtail.models import Site

from cms.actions import (  # noqa: F401  (they register their steps)
    contact_starter_kit,
    letter_starter_kit,
    on_record_starter_kit,
)
from cms.actions.models import ActionIndexPage, ActionPage, CampaignPage
from cms.actions.starter_content import call, campaign, events, petition, share, visit
from cms.core.starter_kit import bilingual_page, step

# In the order a supporter should see them: what moves lawmakers most per minute comes first.
ACTIONS = (call, visit, share, petition, events)


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
    made = bilingual_page(CampaignPage, parent=home, english=campaign.ENGLISH, spanish=campaign.SPANISH)[1]
    index = ActionIndexPage.objects.child_of(home).get(slug=campaign.INDEX_ENGLISH["slug"])
    actions = [
        bilingual_page(ActionPage, parent=index, english=content.ENGLISH, spanish=content.SPANISH)
        for content in ACTIONS
    ]
    for (page, is_new), (following, _is_new) in zip(actions, [*actions[1:], actions[0]], strict=True):
        if is_new:
            offer_next(page, following)
    return made + sum(number for _page, number in actions)


def offer_next(page: ActionPage, following: ActionPage) -> None:
    """Let the thank-you of `page`, in both languages, lead to `following`."""
    for translation in page.get_translations(inclusive=True):
        translation.next_action = following
        translation.save_revision().publish()
