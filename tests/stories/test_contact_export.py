"""Contacts in a file: with a permission of its own, a reason, the password, a live yes of each, and a record."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from cms.core import clock
from cms.users.roles import AUDITORS, CONTACT_TEAM, MODERATORS, SAFETY_LEAD
from stories.choices import AccessKind, DeclineReason, ExportReason, Scope, Status
from stories.models import AccessLog, Contact, ContactExport, Submission
from stories.services import contact_export
from stories.services.moderation import decline
from stories.services.permissions import change_permissions
from stories.services.withdrawal import erase_story, withdraw_story
from tests.factories.stories import EVERYTHING, published, somebody, submission
from tests.stories.staff import Staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
URL = "/admin/stories/contacts/"
PASSWORD = "irrelevant"


@pytest.fixture
def lea() -> Staff:
    return Staff(SAFETY_LEAD, name="lea")


def ask(client: Staff, **changes: Any) -> Any:
    return client.post(URL, {"reason": "news", "scope": "contact", "password": PASSWORD, **changes})


def is_file(response: Any) -> bool:
    return bool(response.headers["Content-Type"].startswith("text/csv"))


def rows_of(response: Any) -> list[list[str]]:
    assert is_file(response)
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))[1:]


def codes_of(response: Any) -> list[str]:
    return [row[0] for row in rows_of(response)]


class TestFile:
    def test_what_is_in_it(self, lea: Staff) -> None:
        story = submission(safe_times="Mornings", language="es")
        response = ask(lea)
        assert rows_of(response) == [[story.code, "ximena.q@example.org", "(956) 555-0123", "Mornings", "Spanish"]]
        assert "no-store" in response.headers["Cache-Control"]
        assert "attachment" in response.headers["Content-Disposition"]
        told = response.content.decode()
        assert [word for word in ("Ximena", "Quetzalli", "nine days", "Nine days") if word in told] == []

    @pytest.mark.parametrize("start", ["=", "+", "-", "@"])
    def test_no_cell_is_a_formula(self, lea: Staff, start: str) -> None:
        submission(safe_times=f'{start}HYPERLINK("http://x")')
        assert rows_of(ask(lea))[0][3] == f'\'{start}HYPERLINK("http://x")'

    def test_one_language_or_one_state(self, lea: Staff) -> None:
        story = submission(state="TX")
        submission(state="NM")
        submission(state="TX", language="es")
        assert codes_of(ask(lea, state="TX", language="en")) == [story.code]

    def test_nobody_is_a_file_without_rows(self, lea: Staff) -> None:
        assert rows_of(ask(lea)) == []

    def test_one_that_no_key_opens_is_named_and_the_others_are_there(self, lea: Staff) -> None:
        spoiled, fine = submission(), submission(phone="")
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE stories_contact SET email = 'gAAAAAspoiled' WHERE submission_id = %s", [_raw(spoiled)]
            )
        shown = {code: email for code, email, *_others in rows_of(ask(lea))}
        assert shown[spoiled.code].startswith("cannot be opened")
        assert shown[fine.code] == "ximena.q@example.org"

    def test_more_than_fit_are_refused_and_nothing_is_written_down(self, lea: Staff, monkeypatch: Any) -> None:
        monkeypatch.setattr(contact_export, "MOST_IN_ONE_FILE", 1)
        submission(), submission()
        response = ask(lea)
        assert "These are 2 contacts" in response.content.decode()
        assert not is_file(response)
        assert not AccessLog.objects.exists()
        assert not ContactExport.objects.exists()


def _raw(story: Submission) -> Any:
    return story.pk.hex if connection.vendor == "sqlite" else story.pk


class TestWhoIsInIt:
    def test_only_who_allows_it_now(self, lea: Staff) -> None:
        story, other = submission(), submission(consents=EVERYTHING - {Scope.CONTACT})
        assert codes_of(ask(lea)) == [story.code]
        change_permissions(submission_id=story.pk, wanted=frozenset({Scope.KEEP}), language="en")
        assert codes_of(ask(lea)) == []
        assert Contact.objects.get(pk=other.pk).email

    def test_the_press_needs_both(self, lea: Staff) -> None:
        both = submission()
        submission(consents=EVERYTHING - {Scope.PRESS})
        submission(consents=EVERYTHING - {Scope.CONTACT})
        assert codes_of(ask(lea, scope="press")) == [both.code]

    def test_a_permission_that_has_run_out_is_none(self, lea: Staff) -> None:
        story = submission()
        story.consents.filter(scope=Scope.CONTACT).update(expires_at=clock.now())
        assert codes_of(ask(lea)) == []

    def test_never_one_that_was_taken_back_erased_declined_or_is_suspect(self, lea: Staff) -> None:
        withdraw_story(submission_id=submission().pk)
        erase_story(submission_id=submission().pk)
        spam = submission()
        decline(submission_id=spam.pk, version=spam.version, user=lea.user, reason=DeclineReason.SPAM)
        Submission.objects.filter(pk=submission().pk).update(status=Status.SUSPECT)
        assert codes_of(ask(lea)) == []

    def test_neither_samples_nor_who_left_nothing(self, lea: Staff) -> None:
        Submission.objects.filter(pk=submission().pk).update(is_sample=True)
        submission(email="", phone="")
        assert codes_of(ask(lea)) == []

    def test_public_ones_too(self, lea: Staff) -> None:
        story = published()
        assert codes_of(ask(lea)) == [story.code]


class TestRecord:
    def test_the_file_and_each_story_in_it(self, lea: Staff) -> None:
        first, second = submission(), submission()
        ask(lea, reason="meeting")
        file = ContactExport.objects.get()
        assert (file.user, file.kind, file.reason, file.number) == (lea.user, "contact", "meeting", 2)
        looks = AccessLog.objects.values_list("submission_id", "user", "kind", "reason")
        assert set(looks) == {
            (pk, lea.user.pk, AccessKind.EXPORT, ExportReason.MEETING) for pk in (first.pk, second.pk)
        }

    def test_auditors_read_it_in_words(self, lea: Staff) -> None:
        submission()
        ask(lea, reason="meeting")
        auditor = Staff(AUDITORS)
        log = reverse("stories_admin:log")
        files, looks = (auditor.get(log, {"of": of}).content.decode() for of in ("exports", "accesses"))
        assert "1 story" in files
        for page in (files, looks):
            assert "To invite them to a meeting or a hearing" in page
            assert "lea" in page

    def test_it_counts_as_a_use_so_that_the_contact_is_kept_for_another_while(self, lea: Staff) -> None:
        story = submission()
        ask(lea)
        assert Contact.objects.get(pk=story.pk).last_contact_at == clock.now()


class TestWhoMay:
    @pytest.mark.parametrize("role", [MODERATORS, CONTACT_TEAM, AUDITORS])
    def test_no_other_role(self, role: str) -> None:
        submission()
        client = Staff(role)
        assert "/admin/stories/contacts/" not in client.get("/admin/stories/").content.decode()
        assert not is_file(ask(client))
        assert not ContactExport.objects.exists()

    def test_the_queue_leads_there(self, lea: Staff) -> None:
        assert f'href="{URL}"' in lea.get("/admin/stories/").content.decode()

    @pytest.mark.parametrize(
        "changes", [{"reason": ""}, {"reason": "curiosity"}, {"scope": "all"}, {"password": ""}, {"state": "XX"}]
    )
    def test_what_is_missing_or_unknown_takes_nothing_out(self, lea: Staff, changes: dict[str, str]) -> None:
        submission()
        response = ask(lea, **changes)
        assert not is_file(response)
        assert 'role="alert"' in response.content.decode()
        assert not AccessLog.objects.exists()

    def test_a_wrong_password_takes_nothing_out_and_is_not_shown_again(self, lea: Staff) -> None:
        somebody(name="other")
        response = ask(lea, password="not-my-password")
        assert not is_file(response)
        assert "not-my-password" not in response.content.decode()

    def test_too_many_wrong_passwords_lock_the_right_one_too(self, lea: Staff, settings: Any) -> None:
        settings.AXES_ENABLED = True
        lea.log_in()
        for _try in range(settings.AXES_FAILURE_LIMIT):
            ask(lea, password="wrong")
        assert not is_file(ask(lea))

    def test_a_link_takes_nothing_out(self, lea: Staff) -> None:
        submission()
        assert not is_file(lea.get(f"{URL}?reason=news&scope=contact&password={PASSWORD}"))
