"""A visit as an entry of the visitor's own calendar."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from cms.core.calendar_file import CalendarEntry, calendar_file
from cms.officials.models import Visit
from cms.officials.visits.links import page_url
from cms.officials.visits.words import address_words, office_words
from cms.outbox.message import bare_address

LASTS = timedelta(minutes=30)
FILE_NAME = "visit.ics"


def visit_calendar(visit: Visit) -> str:
    """The calendar file; of a visit that was called off, the one that takes the entry out again."""
    is_cancelled = visit.status == Visit.Status.CANCELLED
    return calendar_file(
        CalendarEntry(
            uid=f"{visit.pk}@{settings.MAIL_DOMAIN}",
            title=_("Visit: %(office)s") % {"office": office_words(visit.branch)},
            starts_at=visit.starts_at,
            ends_at=visit.starts_at + LASTS,
            written_at=visit.cancelled_at or visit.created_at,
            place=address_words(visit.branch),
            text=_("Print the page with your points and take it along."),
            url=page_url(visit),
            organizer=bare_address(settings.DEFAULT_FROM_EMAIL),
            sequence=int(is_cancelled),
            is_cancelled=is_cancelled,
        )
    )
