"""Many contacts at once, for a file: only of people who allow it at this moment, and each is written down."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from cms.core import clock
from cms.core.sealed_rows import open_each
from stories.choices import AccessKind, ExportReason, ExportScope, Scope, Status
from stories.models import AccessLog, Consent, Contact, ContactExport
from stories.models.records import short_code
from stories.queueing import PRIVATE_FIELDS

MOST_IN_ONE_FILE = 500
# Nobody has read a suspect one yet; a declined one is closed, and one that was taken back is over.
STATUSES = (Status.NEW, Status.NEEDS_ANSWER, Status.READY, Status.SCHEDULED, Status.PUBLISHED)
# The press may hear of a person only where that person may be written to at all.
NEEDED = {ExportScope.CONTACT: (Scope.CONTACT,), ExportScope.PRESS: (Scope.CONTACT, Scope.PRESS)}


class TooManyContacts(Exception):
    """More than fit into one file; nothing was taken out. `number` is how many."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


@dataclass(frozen=True)
class Exported:
    """One line of the file. `contact` is None where no key opens it."""

    code: str
    language: str
    contact: Contact | None


def exportable(*, scope: ExportScope, language: str = "", state: str = "") -> QuerySet[Contact]:
    """Contacts with a way to reach somebody who allows it at this moment, oldest story first; without names."""
    now = clock.now()
    found = Contact.objects.filter(submission__status__in=STATUSES, submission__is_sample=False)
    for consent in NEEDED[scope]:
        live = Consent.objects.live(now).filter(submission=OuterRef("submission"), scope=consent)
        found = found.filter(Exists(live))
    if language:
        found = found.filter(submission__language=language)
    if state:
        found = found.filter(submission__state=state)
    found = found.exclude(email="", phone="").select_related("submission")
    found = found.defer("name", *(f"submission__{name}" for name in PRIVATE_FIELDS))
    return found.order_by("submission__created_at", "pk")


@transaction.atomic
def export_contacts(
    *, user: Any, reason: ExportReason, scope: ExportScope, language: str = "", state: str = ""
) -> list[Exported]:
    """Take them out, and write down the file and each story in it.

    Raises:
        TooManyContacts: more than 500; nothing was taken out.
    """
    found = exportable(scope=scope, language=language, state=state)
    number = found.count()
    if number > MOST_IN_ONE_FILE:
        raise TooManyContacts(number)
    languages = dict(found.values_list("pk", "submission__language"))
    opened = open_each(found)
    ContactExport.objects.create(user=user, kind=scope, reason=reason, number=len(languages))
    AccessLog.objects.bulk_create(
        AccessLog(submission_id=pk, user=user, kind=AccessKind.EXPORT, reason=reason) for pk in languages
    )
    # As after a single look: who takes them out is about to write or call.
    Contact.objects.filter(pk__in=list(languages)).update(last_contact_at=clock.now())
    return [Exported(short_code(pk), language, opened.get(pk)) for pk, language in languages.items()]
