"""Calendar files, read back by a parser that other programs use too."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from cms.core.calendar_file import CalendarEntry, calendar_file

START = datetime(2026, 3, 9, 10, tzinfo=ZoneInfo("America/Chicago"))
# What a parser may give back changed: control characters are no text.
words = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=200)


def entry(**changes: object) -> CalendarEntry:
    values = {
        "uid": "1@site.example", "title": "Visit", "starts_at": START, "ends_at": START + timedelta(minutes=30),
        "written_at": START - timedelta(days=3),
    }  # fmt: skip
    return CalendarEntry(**{**values, **changes})  # type: ignore[arg-type]


def read(text: str):
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    return event


def test_the_time_is_written_in_utc() -> None:
    text = calendar_file(entry())
    assert "DTSTART:20260309T150000Z" in text
    assert "DTEND:20260309T153000Z" in text
    assert read(text).decoded("dtstart") == START


@pytest.mark.parametrize(("day", "hour"), [(6, 16), (9, 15), (31, 15)])
def test_summer_time_moves_the_hour_in_utc_and_not_on_the_wall(day: int, hour: int) -> None:
    starts_at = datetime(2026, 3, day, 10, tzinfo=ZoneInfo("America/Chicago"))
    assert read(calendar_file(entry(starts_at=starts_at))).decoded("dtstart") == datetime(
        2026, 3, day, hour, tzinfo=UTC
    )


def test_a_cancelled_one_takes_the_same_entry_off_the_calendar() -> None:
    text = calendar_file(entry(is_cancelled=True, sequence=1, organizer="hello@site.example"))
    event = read(text)
    assert "METHOD:CANCEL" in text
    assert (event["uid"], event["sequence"], event["status"]) == ("1@site.example", 1, "CANCELLED")
    assert event["organizer"] == "mailto:hello@site.example"


def test_empty_parts_are_left_out() -> None:
    text = calendar_file(entry())
    assert "METHOD:PUBLISH" in text
    for name in ("LOCATION", "DESCRIPTION", "URL", "ORGANIZER"):
        assert name not in text


@pytest.mark.parametrize("evil", ["a\r\nATTENDEE:mailto:eve@example.org", "a\nEND:VEVENT", "a;b,c\\d\\n"])
def test_text_cannot_add_a_line_of_its_own(evil: str) -> None:
    text = calendar_file(entry(title=evil, place=evil, text=evil))
    event = read(text)
    assert "ATTENDEE" not in event
    assert str(event["summary"]) == evil.replace("\r\n", "\n")


@settings(max_examples=60, deadline=None)
@given(title=words, place=words, text=words)
def test_every_text_comes_back_as_it_was(title: str, place: str, text: str) -> None:
    written = calendar_file(entry(title=title, place=place, text=text))
    event = read(written)
    assert str(event["summary"]) == title
    assert str(event.get("location", "")) == place
    assert str(event.get("description", "")) == text
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))


def test_an_alarm_sounds_when_it_begins() -> None:
    assert "BEGIN:VALARM" not in calendar_file(entry())
    (alarm,) = Calendar.from_ical(calendar_file(entry(has_alarm=True))).walk("VALARM")
    assert (alarm["action"], alarm["description"]) == ("DISPLAY", "Visit")
    assert alarm.decoded("trigger") == timedelta(0)
