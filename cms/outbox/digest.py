"""One e-mail a day to those of the team for whom something waits. An app says who they are and whether it does."""

import logging
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from cms.core.clock import now
from cms.outbox.kinds import NothingToSend, RenderedEmail, render_templates
from cms.outbox.models import OutgoingEmail
from cms.outbox.services import InvalidRecipient, queue_email
from cms.users.models import User

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
DAY_BEGINS = time(8)
logger = logging.getLogger(__name__)
_rights: set[str] = set()


@dataclass(frozen=True)
class Digest:
    """`kind` is the kind of e-mail, `right` the permission of those who can do something about what waits."""

    kind: str
    right: str

    def __post_init__(self) -> None:
        _rights.add(self.right)

    def members(self) -> QuerySet[User]:
        """Who can do something. Where no role or person was given that right, those with all rights."""
        team = User.objects.with_perm(self.right, backend=MODEL_BACKEND, include_superusers=False).exclude(email="")
        return team if team.exists() else User.objects.filter(is_superuser=True, is_active=True).exclude(email="")

    def readers(self) -> QuerySet[User]:
        """Those members who have not turned it off."""
        return self.members().filter(wants_digests=True)

    @transaction.atomic
    def send(self, *, moment: datetime) -> int:
        """Queue today's e-mails once it is 8:00 by the site's clock; returns to how many people. Safe to repeat."""
        local = timezone.localtime(moment)
        if local.time() < DAY_BEGINS:
            return 0
        readers = self.readers().select_related("wagtail_userprofile")
        return sum(self._queue(reader, local.date()) for reader in readers)

    def _queue(self, reader: User, day: date) -> bool:
        """One address that is none must not keep the e-mail from everybody else."""
        try:
            queue_email(
                kind=self.kind,
                to=reader.email,
                reference=str(reader.pk),
                dedupe_key=f"{self.kind}:{reader.pk}:{day}",
                language=_language(reader),
            )
        except InvalidRecipient:
            logger.warning("digest: user %s has no address that mail can go to", reader.pk)
            return False
        return True

    def render(self, row: OutgoingEmail, folder: str, context: dict[str, Any]) -> RenderedEmail:
        """For one reader. Nothing goes out to who has left the team or turned it off since."""
        if not self.readers().filter(pk=row.reference).exists():
            raise NothingToSend
        account = f"{settings.PUBLIC_URL}{reverse('wagtailadmin_account')}#tab-notifications"
        return render_templates(folder, {**context, "account": account, "now": now()})


def may_get_digests(user: User) -> bool:
    return any(user.has_perm(right) for right in _rights)


def _language(reader: User) -> str:
    """The one chosen for the admin, else the site's own."""
    profile = getattr(reader, "wagtail_userprofile", None)
    return (profile and profile.preferred_language) or settings.LANGUAGE_CODE
