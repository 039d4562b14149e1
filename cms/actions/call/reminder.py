"""A reminder to call when the office opens, as a calendar file that any phone takes."""

from datetime import timedelta
from typing import Any

from django.utils.translation import get_language, gettext

from cms.core.blocks.phone import readable_phone
from cms.core.calendar_file import CalendarEntry, calendar_file
from cms.core.clock import now
from cms.officials.models import Office
from cms.officials.opening import next_opening

LASTS = timedelta(minutes=10)


def reminder_file(page: Any, office: Office) -> str:
    """An alarm at the office's next opening; empty where its time zone or number is not known."""
    begins = next_opening(office, now())
    if begins is None or not office.phone:
        return ""
    phone, name = readable_phone(office.phone), office.holder.name if office.holder else office.label
    entry = CalendarEntry(
        uid=f"call-{office.pk}-{begins:%Y%m%d}@{page.get_site().hostname}",
        title=gettext("Call %(name)s: %(phone)s") % {"name": name, "phone": phone},
        starts_at=begins,
        ends_at=begins + LASTS,
        written_at=now(),
        place=phone,
        text=gettext("%(office)s opens now. What to say: %(address)s")
        % {"office": office.label, "address": page.full_url},
        url=page.full_url,
        has_alarm=True,
    )
    return calendar_file(entry)


def file_name() -> str:
    """Plain letters, whatever the device."""
    return {"es": "recordatorio.ics"}.get(get_language() or "", "reminder.ics")
