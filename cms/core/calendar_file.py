"""A calendar file (RFC 5545) with one entry, for "add to my calendar" and for e-mails."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.http import HttpResponse
from icalendar import Alarm, Calendar, Event, vCalAddress

PRODUCT = "-//Kinship//Campaign site//EN"


@dataclass(frozen=True)
class CalendarEntry:
    """One appointment. `uid` stays the same for ever; `sequence` grows with each change, so that calendars follow.

    `starts_at`, `ends_at` and `written_at` are aware and written in UTC: each calendar shows its owner's own time.
    """

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    written_at: datetime
    place: str = ""
    text: str = ""
    url: str = ""
    organizer: str = ""  # a bare address
    sequence: int = 0
    is_cancelled: bool = False
    has_alarm: bool = False  # the calendar speaks up when it begins


def calendar_file(entry: CalendarEntry) -> str:
    """The file's text, with CRLF line ends; commas, semicolons and line breaks in `entry` are escaped."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if entry.is_cancelled else "PUBLISH")
    calendar.add_component(_event(entry))
    return calendar.to_ical().decode("utf-8")


def calendar_response(file: str, name: str) -> HttpResponse:
    """The file as a download; `name` in plain letters, whatever the device."""
    response = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _event(entry: CalendarEntry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.written_at.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("summary", entry.title)
    for name, value in (("location", entry.place), ("description", entry.text), ("url", entry.url)):
        if value:
            event.add(name, value)
    if entry.organizer:
        event.add("organizer", vCalAddress(f"mailto:{entry.organizer}"))
    if entry.has_alarm:
        event.add_component(_alarm(entry))
    return event


def _alarm(entry: CalendarEntry) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.title)
    alarm.add("trigger", timedelta(0))
    return alarm
