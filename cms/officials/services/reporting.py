"""How a visit went, and what an editor makes of it: the only writers of reports and of positions heard there."""

from datetime import date
from uuid import UUID

from django.db import transaction

from cms.core.clock import now
from cms.officials.models import Holder, Position, Visit
from cms.officials.services.planning import lock_visit, tell_visitor
from cms.officials.visits.links import page_url
from cms.officials.visits.problems import AlreadyReviewed, NotYet


@transaction.atomic
def report_back(
    *, visit_id: UUID, met_whom: str, stance: str = "", promise: str = "", follow_up_on: date | None = None
) -> Visit:
    """Keep what the visitors heard; later words replace earlier ones until an editor has decided.

    Raises:
        NotYet: before the visit.
        AlreadyReviewed: after an editor has decided, after erasure, and for a visit that was called off.
    """
    visit = lock_visit(visit_id)
    if not visit.can_be_reported:
        raise NotYet if visit.can_be_cancelled else AlreadyReviewed
    visit.met_whom, visit.stance, visit.promise, visit.follow_up_on = met_whom, stance, promise, follow_up_on
    visit.status, visit.reported_at = Visit.Status.REPORTED, visit.reported_at or now()
    visit.save(update_fields=["met_whom", "stance", "promise", "follow_up_on", "status", "reported_at"])
    tell_visitor(visit, "officials.visit_thanks")
    return visit


@transaction.atomic
def agree_to_report(*, visit_id: UUID, user_id: int, source_url: str = "") -> Position | None:
    """An editor believes the report: what was heard becomes the official's position on the campaign.

    Args:
        source_url: where it can be read; the page of the action if empty.

    Returns:
        None where nothing was heard, the seat was vacant or the visit belongs to no campaign.

    Raises:
        AlreadyReviewed: when somebody has decided, and for a visit without a report.
    """
    visit = _decide(visit_id, user_id, agreed=True)
    holder = heard_from(visit)
    if holder is None or visit.campaign_id is None or not visit.stance:
        return None
    return Position.objects.create(
        holder=holder,
        campaign_id=visit.campaign_id,
        stance=visit.stance,
        source_url=source_url or page_url(visit),
        stated_on=visit.local_time.date(),
        is_sample=holder.is_sample,
    )


@transaction.atomic
def decline_report(*, visit_id: UUID, user_id: int) -> Visit:
    """An editor does not go by this report. The visit still counts. Raises `AlreadyReviewed`."""
    return _decide(visit_id, user_id, agreed=False)


def heard_from(visit: Visit) -> Holder | None:
    """Who held the office on the day of the visit."""
    return Holder.objects.current(visit.local_time.date()).filter(office=visit.branch.office_id).first()


def _decide(visit_id: UUID, user_id: int, *, agreed: bool) -> Visit:
    visit = lock_visit(visit_id)
    if visit.status != Visit.Status.REPORTED or visit.agreed is not None or visit.is_erased:
        raise AlreadyReviewed
    visit.agreed, visit.reviewed_by_id, visit.reviewed_at = agreed, user_id, now()
    visit.save(update_fields=["agreed", "reviewed_by", "reviewed_at"])
    return visit
