"""Planning a visit and calling it off: the only writers of plans."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from cms.core.clock import now
from cms.core.secret_links import new_token
from cms.officials.models import DistrictOffice, Visit
from cms.officials.opening import at
from cms.officials.visits.links import token_hash
from cms.officials.visits.problems import NotOffered, SlotFull, TooLate, UnknownVisit
from cms.officials.visits.slots import SlotRules, free_slots
from cms.outbox.services import queue_email

REMINDER_AT = time(9)
ASK_AFTER = timedelta(hours=2)


def find_visit(token: str) -> Visit:
    """The visit behind a secret link. Raises `UnknownVisit`."""
    try:
        return Visit.objects.select_related("branch__office", "page").get(token_hash=token_hash(token))
    except Visit.DoesNotExist as error:
        raise UnknownVisit from error


def lock_visit(visit_id: UUID) -> Visit:
    """The visit, held against other writers (a no-op on SQLite, where writers already queue)."""
    return Visit.objects.select_for_update(of=("self",)).select_related("branch__office").get(pk=visit_id)


@transaction.atomic
def plan_visit(
    *,
    branch_id: int,
    starts_at: datetime,
    rules: SlotRules,
    people: int,
    name: str,
    email: str,
    language: str,
    submission_key: str,
    page_id: int | None = None,
    campaign_id: int | None = None,
    staff_email: str = "",
    is_suspect: bool = False,
) -> Visit:
    """Keep places at one office for some people, and tell them and the staff. The same `submission_key` gives back
    the same visit.

    Raises:
        NotOffered: when the office has closed, or `starts_at` is none of its times by `rules`.
        SlotFull: when fewer places are left than people.
    """
    branch = _hold_branch(branch_id)
    known = Visit.objects.filter(submission_key=submission_key).first()
    if known is not None:
        return known
    _check_room(branch, starts_at, rules, people)
    token = new_token()
    visit = Visit.objects.create(
        branch=branch,
        page_id=page_id,
        campaign_id=campaign_id,
        starts_at=starts_at,
        people=people,
        name=name,
        email=email,
        language=language,
        staff_email=staff_email,
        is_suspect=is_suspect,
        token=token,
        token_hash=token_hash(token),
        submission_key=submission_key,
    )
    _tell_of_plan(visit)
    return visit


@transaction.atomic
def cancel_visit(*, visit_id: UUID) -> Visit:
    """Free the places again and tell whoever was told. Safe to repeat.

    Raises:
        TooLate: when it has begun.
    """
    visit = lock_visit(visit_id)
    if visit.status == Visit.Status.CANCELLED:
        return visit
    if not visit.can_be_cancelled:
        raise TooLate
    visit.status, visit.cancelled_at = Visit.Status.CANCELLED, now()
    visit.save(update_fields=["status", "cancelled_at"])
    tell_visitor(visit, "officials.visit_cancelled")
    _tell_staff(visit, "officials.visit_staff_cancelled")
    return visit


def _hold_branch(branch_id: int) -> DistrictOffice:
    """One planner at a time for one office: the cap is counted under this lock."""
    branch = DistrictOffice.objects.select_for_update(of=("self",)).open().filter(pk=branch_id).first()
    if branch is None:
        raise NotOffered
    return branch


def _check_room(branch: DistrictOffice, starts_at: datetime, rules: SlotRules, people: int) -> None:
    offered = {slot.starts_at: slot for slot in free_slots(branch, rules=rules, moment=now())}
    if starts_at not in offered:
        raise NotOffered
    if offered[starts_at].places_left < people:
        raise SlotFull(offered[starts_at].places_left)


def _tell_of_plan(visit: Visit) -> None:
    tell_visitor(visit, "officials.visit_confirmed")
    _tell_staff(visit, "officials.visit_staff")
    day_before = visit.local_time.date() - timedelta(days=1)
    remind_at = at(day_before, REMINDER_AT, visit.branch.time_zone)
    if remind_at > now():
        tell_visitor(visit, "officials.visit_reminder", not_before=remind_at)
    tell_visitor(visit, "officials.visit_question", not_before=visit.starts_at + ASK_AFTER)


def tell_visitor(visit: Visit, kind: str, *, not_before: datetime | None = None) -> None:
    """Queue one e-mail of each kind. Nobody is left to tell after erasure."""
    if visit.email:
        _queue(visit, kind, visit.email, visit.language, not_before)


def _tell_staff(visit: Visit, kind: str) -> None:
    if visit.staff_email:
        _queue(visit, kind, visit.staff_email, visit.language)


def _queue(visit: Visit, kind: str, to: str, language: str, not_before: datetime | None = None) -> None:
    queue_email(
        kind=kind,
        to=to,
        reference=str(visit.pk),
        dedupe_key=f"{kind}:{visit.pk}",
        language=language,
        not_before=not_before,
    )
