"""The clock's part: who waits is reminded, unconfirmed letters expire, abandoned drafts go, old words are erased."""

from datetime import datetime, timedelta

from django.db import transaction

from cms.core.clock import now
from cms.letters.desk_digest import remind_desk
from cms.letters.giving_back import return_overdue
from cms.letters.models import ENDED, ForwardedReply, Letter, Status
from cms.letters.numbers.steps import keep_counts
from cms.letters.printed.loop import ask_whether_printed
from cms.letters.reminding import remind_unanswered

ERASE_AFTER = timedelta(days=28)
DRAFTS_LIVE = timedelta(days=28)
REPLIES_LIVE = timedelta(days=28)
ERASED_FIELDS = ("headline", "text", "full_name", "street", "town", "zip", "phone", "email", "printed_url")


def care_for_letters() -> int:
    """Do what is due now; returns how many letters changed. Safe to run twice or to be stopped half-way."""
    moment = now()
    remind_unanswered(moment=moment)
    changed = return_overdue(moment=moment)
    changed += expire_unconfirmed(moment) + erase_ended(moment) + forget_drafts(moment)
    forget_replies(moment)
    # After erasing: nobody is asked about a letter that is gone.
    ask_whether_printed(moment=moment)
    remind_desk(moment=moment)
    return changed


@transaction.atomic
def expire_unconfirmed(moment: datetime) -> int:
    """Letters whose last link ran out. Their words stay for 28 days, for a writer who comes back."""
    waiting = Letter.objects.filter(status=Status.AWAITING_CONFIRMATION)
    still_good = Letter.objects.filter(requests__expires_at__gt=moment, requests__replaced_at=None).values("pk")
    return waiting.exclude(pk__in=still_good).update(status=Status.EXPIRED, ended_at=moment)


@transaction.atomic
def erase_ended(moment: datetime) -> int:
    """Blank words and contact details 28 days after the end; counts and keyed hashes stay."""
    ended = Letter.objects.filter(status__in=ENDED, ended_at__lte=moment - ERASE_AFTER, erased_at=None)
    return ended.update(**dict.fromkeys(ERASED_FIELDS, ""), erased_at=moment)


@transaction.atomic
def forget_drafts(moment: datetime) -> int:
    """Delete drafts that nobody has touched for 28 days, and keep how many they were and how far they came."""
    old = Letter.objects.filter(status=Status.DRAFT, updated_at__lte=moment - DRAFTS_LIVE, confirmation=None)
    held = Letter.objects.filter(pk__in=list(old.select_for_update(of=("self",)).values_list("pk", flat=True)))
    keep_counts(held)
    return held.delete()[0]


@transaction.atomic
def forget_replies(moment: datetime) -> int:
    """Delete answers that came in 28 days ago, and what is left of those to erased letters."""
    ForwardedReply.objects.filter(letter__erased_at__isnull=False).forget_content()
    return ForwardedReply.objects.filter(created_at__lte=moment - REPLIES_LIVE).delete()[0]
