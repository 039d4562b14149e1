"""One e-mail a day to each member of the letters desk, if letters wait: numbers, no names."""

from datetime import datetime, time

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cms.letters.waiting import count_waiting
from cms.outbox.services import queue_email
from cms.users.models import User

MAY_ACT = "letters.change_letter"
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
DAY_BEGINS = time(8)


def desk_members() -> QuerySet[User]:
    """Who may decide about letters. Where no role or person was given that right, those with all rights."""
    desk = User.objects.with_perm(MAY_ACT, backend=MODEL_BACKEND, include_superusers=False).exclude(email="")
    return desk if desk.exists() else User.objects.filter(is_superuser=True, is_active=True).exclude(email="")


@transaction.atomic
def remind_desk(*, moment: datetime) -> int:
    """Queue today's e-mails once it is 8:00 by the site's clock; returns to how many people. Safe to repeat."""
    local = timezone.localtime(moment)
    if local.time() < DAY_BEGINS or not count_waiting(moment).number:
        return 0
    members = list(desk_members().select_related("wagtail_userprofile"))
    for member in members:
        queue_email(
            kind="letters.desk_digest",
            to=member.email,
            reference=str(member.pk),
            dedupe_key=f"letters.desk_digest:{member.pk}:{local.date()}",
            language=_language(member),
        )
    return len(members)


def _language(member: User) -> str:
    """The one chosen for the admin, else the site's own."""
    profile = getattr(member, "wagtail_userprofile", None)
    return (profile and profile.preferred_language) or settings.LANGUAGE_CODE
