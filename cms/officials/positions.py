"""Where the holders of offices stand on one campaign, for cards and tables."""

from collections.abc import Iterable

from wagtail.models import Page

from cms.officials.models import Office, Position


def newest_positions(offices: Iterable[Office], *, campaign_id: int | None) -> dict[int, Position]:
    """The newest position of each office's present holder, as {id of the office: position}.

    Offices come from `Office.objects.with_holders()`, which has read the positions: one query here for all of
    them, whichever language of the campaign page an editor chose. Vacant seats and holders without a position
    are not in it.
    """
    if campaign_id is None:
        return {}
    pages = Page.objects.filter(translation_key__in=Page.objects.filter(pk=campaign_id).values("translation_key"))
    campaign = set(pages.values_list("pk", flat=True))
    found = {office.pk: _newest(office, campaign) for office in offices}
    return {pk: position for pk, position in found.items() if position}


def _newest(office: Office, campaign: set[int]) -> Position | None:
    # As the model orders them: the newest first.
    positions = office.holder.positions.all() if office.holder else ()
    return next((position for position in positions if position.campaign_id in campaign), None)
