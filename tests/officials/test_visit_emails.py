"""What visitors and the staff are told by e-mail, and when."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override
from icalendar import Calendar

from cms.officials.care import care_for_officials
from cms.officials.models import Visit
from cms.officials.services import cancel_visit, report_back
from cms.outbox.delivery import deliver_one
from cms.outbox.models import OutgoingEmail
from cms.outbox.preview import preview
from cms.outbox.sweep import sweep_once
from tests.factories.visits import EMAIL, NAME, STAFF, THURSDAY_10, WORDS, after, branch, planned

pytestmark = pytest.mark.django_db
TO_VISITOR = ("confirmed", "reminder", "question", "thanks", "cancelled")
TO_STAFF = ("staff", "staff_cancelled")


def row(kind: str) -> OutgoingEmail:
    return OutgoingEmail.objects.get(kind=f"officials.visit_{kind}")


def kinds() -> list[str]:
    return sorted(OutgoingEmail.objects.values_list("kind", flat=True))


def calendar_of(message: Any) -> Any:
    (file,) = message.iter_attachments()
    return Calendar.from_ical(file.get_content())


def all_kinds(clock: Any, **changes: Any) -> Visit:
    """A visit about which every kind of e-mail was queued: it was called off, and reported all the same."""
    visit = planned(**changes)
    cancel_visit(visit_id=visit.pk)
    Visit.objects.update(status="planned")
    after(visit, clock, hours=3)
    report_back(visit_id=visit.pk, **WORDS)
    return visit


def test_a_plan_is_confirmed_with_everything_one_needs(mail_server, site, clock, client) -> None:
    visit = planned()
    deliver_one(row("confirmed").pk)
    (got,) = mail_server.received
    assert got.recipients == (EMAIL,)
    assert str(got.message["Subject"]) == "Your visit is planned"
    for part in ("2 people", "Thursday, March 5, 10 AM", "Rosa Ejemplo, McAllen", "100 Main Street", "(956) 555-0142"):
        assert part in got.text
    link = f"http://localhost:8000{reverse('officials:visit', args=[visit.token])}"
    assert link in got.text
    assert client.get(link).status_code == 200


def test_the_calendar_file_comes_with_it(mail_server, site, clock) -> None:
    visit = planned(branch(address="Suite 2; 1 Main, \\ Street"))
    deliver_one(row("confirmed").pk)
    calendar = calendar_of(mail_server.received[0].message)
    (event,) = calendar.walk("VEVENT")
    assert calendar["method"] == "PUBLISH"
    assert event["uid"] == f"{visit.pk}@localhost"
    assert (event["sequence"], event["status"]) == (0, "CONFIRMED")
    assert event.decoded("dtstart") == THURSDAY_10
    assert str(event["location"]) == "Suite 2; 1 Main, \\ Street, McAllen, TX 78501"
    assert visit.token not in str(calendar.to_ical())


def test_a_cancelled_visit_leaves_the_calendar(mail_server, site, clock) -> None:
    visit = planned()
    clock.forward(hours=1)
    cancel_visit(visit_id=visit.pk)
    deliver_one(row("cancelled").pk)
    message = mail_server.received[0].message
    (event,) = calendar_of(message).walk("VEVENT")
    (file,) = message.iter_attachments()
    assert file["Content-Type"].params["method"] == "CANCEL"
    assert event["uid"] == f"{visit.pk}@localhost"
    assert (event["sequence"], event["status"]) == (1, "CANCELLED")


def test_the_staff_learn_where_and_when_and_how_many_but_not_who(mail_server, site, clock) -> None:
    visit = planned()
    cancel_visit(visit_id=visit.pk)
    Visit.objects.update(status="planned")
    for kind in TO_STAFF:
        deliver_one(row(kind).pk)
    for got in mail_server.received:
        assert got.recipients == (STAFF,)
        assert "Thursday, March 5, 10 AM" in str(got.message["Subject"])
        assert "2 people" in got.text
        assert f"/admin/visits/{visit.pk}/" in got.text
        for secret in (NAME, EMAIL, visit.token):
            assert secret not in got.content.decode()


def test_without_a_mailbox_of_the_staff_nobody_there_is_written_to(clock) -> None:
    cancel_visit(visit_id=planned(staff_email="").pk)
    assert kinds() == [f"officials.visit_{name}" for name in ("cancelled", "confirmed", "question", "reminder")]


class TestReminder:
    @pytest.mark.parametrize(
        ("starts_at", "zone", "due"),
        [
            (datetime(2026, 3, 5, 16, tzinfo=UTC), "America/Chicago", datetime(2026, 3, 4, 15, tzinfo=UTC)),
            # On the Sunday on which summer time begins, 9 AM is 14:00 UTC.
            (datetime(2026, 3, 9, 15, tzinfo=UTC), "America/Chicago", datetime(2026, 3, 8, 14, tzinfo=UTC)),
            (datetime(2026, 3, 10, 0, tzinfo=UTC), "Pacific/Guam", datetime(2026, 3, 8, 23, tzinfo=UTC)),
        ],
    )
    def test_the_day_before_at_nine_by_the_office_s_clock(self, clock, starts_at, zone, due) -> None:
        planned(branch(time_zone=zone), starts_at=starts_at)
        assert row("reminder").not_before == due

    def test_none_where_that_is_past_when_the_visit_is_planned(self, clock) -> None:
        clock.move_to(datetime(2026, 3, 4, 15, 30, tzinfo=UTC))
        planned(starts_at=datetime(2026, 3, 5, 20, tzinfo=UTC))
        assert "officials.visit_reminder" not in kinds()

    def test_it_leaves_in_time_and_not_before(self, mail_server, site, clock) -> None:
        planned()
        sweep_once()
        clock.move_to(row("reminder").not_before - timedelta(seconds=1))
        sweep_once()
        assert row("reminder").status == "queued"
        clock.forward(seconds=1)
        sweep_once()
        assert row("reminder").status == "sent"
        assert str(mail_server.received[-1].message["Subject"]) == "Tomorrow is your visit"

    def test_not_after_it_was_called_off(self, mail_server, site, clock) -> None:
        visit = planned()
        cancel_visit(visit_id=visit.pk)
        assert deliver_one(row("confirmed").pk).status == "cancelled"
        assert deliver_one(row("staff").pk).status == "cancelled"
        clock.move_to(row("reminder").not_before)
        assert deliver_one(row("reminder").pk).status == "cancelled"
        assert mail_server.received == []


class TestAfterwards:
    def test_two_hours_after_the_visit_we_ask(self, mail_server, site, clock, client) -> None:
        visit = planned()
        assert row("question").not_before == THURSDAY_10 + timedelta(hours=2)
        after(visit, clock, hours=2)
        deliver_one(row("question").pk)
        link = f"http://localhost:8000{reverse('officials:report', args=[visit.token])}"
        assert link in mail_server.received[0].text
        assert client.get(link).status_code == 200

    def test_not_if_they_have_told_us_already(self, mail_server, site, clock) -> None:
        visit = after(planned(), clock)
        report_back(visit_id=visit.pk, **WORDS)
        clock.forward(hours=1)
        assert deliver_one(row("question").pk).status == "cancelled"
        assert mail_server.received == []

    def test_a_report_is_thanked_for_once(self, mail_server, site, clock) -> None:
        visit = after(planned(), clock)
        for _ in range(3):
            report_back(visit_id=visit.pk, **WORDS)
        deliver_one(row("thanks").pk)
        assert "Your report has arrived" in mail_server.received[0].text
        for words in WORDS.values():
            assert words not in mail_server.received[0].text


def test_in_spanish_all_links_are_spanish(mail_server, site, clock) -> None:
    visit = all_kinds(clock, language="es")
    Visit.objects.update(status="planned")
    for kind in (*TO_VISITOR, *TO_STAFF):
        assert row(kind).language == "es"
        deliver_one(row(kind).pk)
    with override("es"):
        link = reverse("officials:visit", args=[visit.token])
    assert link.startswith("/es/")
    texts = [got.text for got in mail_server.received if EMAIL in got.recipients]
    assert len(texts) == len(TO_VISITOR)
    assert sum(link in text for text in texts) >= 3


def test_no_subject_says_who_goes_and_none_to_a_visitor_says_where(site, clock) -> None:
    all_kinds(clock)
    for kind in TO_VISITOR:
        subject = preview(row(kind)).subject
        for word in (NAME, "McAllen", "Ejemplo", "March", *WORDS.values()):
            assert word not in subject
    for kind in TO_STAFF:
        assert NAME not in preview(row(kind)).subject


def test_names_with_line_ends_or_html_change_no_header_and_no_text(mail_server, site, clock) -> None:
    evil = "Eve\r\nBcc: all@example.org <script>alert(1)</script>"
    all_kinds(clock, name=evil)
    Visit.objects.update(status="planned")
    for kind in (*TO_VISITOR, *TO_STAFF):
        deliver_one(row(kind).pk)
    for got in mail_server.received:
        assert got.message["Bcc"] is None
        assert got.recipients in ((EMAIL,), (STAFF,))
        assert "script" not in got.text


def test_after_erasure_nothing_is_told_any_more(mail_server, site, clock) -> None:
    visit = planned()
    after(visit, clock, days=28)
    care_for_officials()
    sweep_once()
    assert mail_server.received == []
    assert set(OutgoingEmail.objects.values_list("status", flat=True)) == {"cancelled"}


def test_looking_at_a_mail_in_the_local_mailbox_shows_it_with_its_file(site, clock) -> None:
    planned()
    shown = preview(row("confirmed"))
    assert shown.attachments[0][0] == "visit.ics"
    assert "BEGIN:VEVENT" in shown.attachments[0][1]


def test_the_whole_way_by_the_clock(mail_server, site, clock) -> None:
    visit = planned()
    for days in range(3):
        for _hour in range(24):
            clock.forward(hours=1)
            sweep_once()
            if days == 2 and visit.starts_at <= clock_now() and "officials.visit_thanks" not in kinds():
                report_back(visit_id=visit.pk, **WORDS)
    subjects = [str(got.message["Subject"]) for got in mail_server.received if EMAIL in got.recipients]
    assert subjects == ["Your visit is planned", "Tomorrow is your visit", "Thank you for your report"]


def clock_now() -> datetime:
    return datetime.now(UTC)
