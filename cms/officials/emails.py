"""The e-mails about visits: to the people who go, and to the campaign's staff, who learn no names."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.officials.models import Visit
from cms.officials.visits.calendar import FILE_NAME, visit_calendar
from cms.officials.visits.links import desk_url, page_url, report_url, visit_url
from cms.officials.visits.words import address_words, office_words, time_words
from cms.outbox.kinds import Attachment, EmailKind, NothingToSend, RenderedEmail, register, render_templates
from cms.outbox.models import OutgoingEmail
from cms.outbox.models import Status as MailStatus

ANY = tuple(Visit.Status)
STILL_ON = (Visit.Status.PLANNED,)


def visit_of(row: OutgoingEmail, *, while_in: tuple[Visit.Status, ...]) -> Visit:
    """The visit, if there is still something to tell about it. A row that is only looked at shows it all the same."""
    visit = Visit.objects.select_related("branch__office", "page").filter(pk=row.reference).first()
    if visit is None or visit.is_erased:
        raise NothingToSend
    if row.status == MailStatus.SENDING and visit.status not in while_in:
        raise NothingToSend
    return visit


def to_visitor(
    folder: str, *, while_in: tuple[Visit.Status, ...] = ANY, with_calendar: bool = False
) -> Callable[[OutgoingEmail], RenderedEmail]:
    """How one kind of e-mail to the visitor is written."""

    def render(row: OutgoingEmail) -> RenderedEmail:
        visit = visit_of(row, while_in=while_in)
        links = {"link": visit_url(visit), "report_link": report_url(visit), "page_link": page_url(visit)}
        message = render_templates(f"officials/{folder}", {**facts_of(visit), **links})
        return replace(message, attachments=(_calendar(visit),)) if with_calendar else message

    return render


def to_staff(folder: str, *, while_in: tuple[Visit.Status, ...] = ANY) -> Callable[[OutgoingEmail], RenderedEmail]:
    """How one kind of e-mail to the staff is written: office, time and number of people only."""

    def render(row: OutgoingEmail) -> RenderedEmail:
        visit = visit_of(row, while_in=while_in)
        return render_templates(f"officials/{folder}", {**facts_of(visit), "link": desk_url(visit)})

    return render


def facts_of(visit: Visit) -> dict[str, Any]:
    """What any of them may say: nothing about who comes."""
    return {
        "when": time_words(visit),
        "office": office_words(visit.branch),
        "address": address_words(visit.branch),
        "phone": visit.branch.phone,
        "people": visit.people,
    }


def _calendar(visit: Visit) -> Attachment:
    method = "CANCEL" if visit.status == Visit.Status.CANCELLED else "PUBLISH"
    return Attachment(FILE_NAME, f"text/calendar; method={method}", visit_calendar(visit))


KINDS = [
    ("visit_confirmed", to_visitor("visit_confirmed", while_in=STILL_ON, with_calendar=True), _("Visit: confirmation")),
    ("visit_reminder", to_visitor("visit_reminder", while_in=STILL_ON), _("Visit: reminder")),
    ("visit_question", to_visitor("visit_question", while_in=STILL_ON), _("Visit: how did it go?")),
    ("visit_thanks", to_visitor("visit_thanks"), _("Visit: thanks for the report")),
    ("visit_cancelled", to_visitor("visit_cancelled", with_calendar=True), _("Visit: called off")),
    ("visit_staff", to_staff("visit_staff", while_in=STILL_ON), _("Visit: note to the staff")),
    ("visit_staff_cancelled", to_staff("visit_staff_cancelled"), _("Visit: called off, note to the staff")),
]
for name, render, label in KINDS:
    register(EmailKind(f"officials.{name}", render, label=label))
