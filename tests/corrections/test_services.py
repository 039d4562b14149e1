"""What comes into the queue, what comes out of it, and what is forgotten."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from cms.core.clock import now
from cms.corrections.care import care_for_corrections
from cms.corrections.models import Correction, Outcome, What
from cms.corrections.services import AlreadyResolved, report_correction, resolve_correction
from cms.corrections.subjects import NoSuchSubject, all_kinds, find_subject, get_kind, subject_label, with_subjects
from cms.corrections.tasks import care
from cms.officials.models import Holder, Office
from cms.outbox.delivery import deliver_one
from cms.outbox.models import OutgoingEmail
from cms.outbox.sweep import sweep_once
from cms.users.models import User
from tests.conftest import Clock
from tests.factories.corrections import ADDRESS, NOTE, branch, correction, senator
from tests.factories.site import person
from tests.servers.smtp import RealSmtpServer

pytestmark = [pytest.mark.core, pytest.mark.django_db]


@pytest.fixture
def editor(db: None) -> User:
    return person()


def resolve(row: Correction, editor: User, outcome: Outcome = Outcome.FIXED, answer: str = "") -> Correction:
    return resolve_correction(pk=row.pk, outcome=outcome, user_id=editor.pk, answer=answer)


def raw(row: Correction) -> str:
    """What rests in the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT note, email, answer FROM corrections_correction")
        return str(cursor.fetchall())


class TestReporting:
    def test_it_is_due_in_three_days(self, clock: Clock) -> None:
        row = correction()
        assert row.due_at - row.created_at == timedelta(days=3)
        assert (row.is_open, row.is_overdue()) == (True, False)
        clock.forward(days=3, seconds=1)
        assert row.is_overdue()
        assert Correction.objects.overdue(now()).get() == row

    def test_a_double_click_is_one_correction(self) -> None:
        first, second = (
            report_correction(
                kind="office", object_id=senator().pk, what=What.PHONE, note=note, language="en", submission_key="same"
            )
            for note in (NOTE, "again")
        )
        assert first == second
        assert Correction.objects.get().note == NOTE

    @pytest.mark.parametrize(
        ("kind", "pk"), [("office", 10**6), ("office", 10**30), ("office", 0), ("nothing", 1), ("", 1)]
    )
    def test_what_we_do_not_have_cannot_be_wrong(self, kind: str, pk: int) -> None:
        with pytest.raises(NoSuchSubject):
            report_correction(kind=kind, object_id=pk, what=What.PHONE, note=NOTE, language="en", submission_key="k")
        assert not Correction.objects.exists()

    def test_words_and_address_rest_encrypted_and_are_in_no_name(self) -> None:
        row = correction(email=ADDRESS)
        kept = raw(row)
        for secret in (NOTE, ADDRESS):
            assert secret not in kept
            assert secret not in str(row)
        assert str(row).startswith("correction ")

    def test_nobody_writes_an_outcome_without_a_time(self) -> None:
        row = correction()
        with pytest.raises(IntegrityError), transaction.atomic():
            Correction.objects.filter(pk=row.pk).update(outcome="fixed")
        with pytest.raises(IntegrityError), transaction.atomic():
            Correction.objects.filter(pk=row.pk).update(resolved_at=now())


class TestSubjects:
    def test_offices_and_branches_are_known(self) -> None:
        assert {"office", "branch"} <= {kind.name for kind in all_kinds()}
        assert What.PERSON not in get_kind("branch").choices

    def test_labels_are_what_readers_call_them(self) -> None:
        assert subject_label(correction()) == "Alma Muestra, Senator, Texas"
        assert subject_label(correction("branch", branch().pk)) == "Alma Muestra, Senator, Texas: McAllen, TX"

    def test_a_vacant_seat_has_a_label_too(self) -> None:
        row = correction()
        Holder.objects.update(left_on="2020-01-01")
        assert subject_label(Correction.objects.get(pk=row.pk)) == "Senator, Texas"

    def test_a_closed_branch_can_still_be_meant(self) -> None:
        closed = branch(closed_on="2020-01-01")
        assert subject_label(correction("branch", closed.pk)).endswith("McAllen, TX (closed)")

    def test_a_row_that_is_gone_has_no_label(self) -> None:
        row = correction()
        Office.objects.all().delete()
        assert subject_label(Correction.objects.get(pk=row.pk)) == ""

    def test_many_labels_take_few_queries(self, django_assert_max_num_queries: Any) -> None:
        for _number in range(4):
            correction()
            correction("branch", branch().pk)
        with django_assert_max_num_queries(9):
            labels = [subject_label(row) for row in with_subjects(Correction.objects.all())]
        assert len(labels) == 8

    def test_a_found_subject_is_the_row(self) -> None:
        assert find_subject("office", senator().pk) == senator()


class TestResolving:
    @pytest.mark.parametrize("outcome", list(Outcome))
    def test_it_leaves_the_queue_and_says_by_whom(self, editor: User, outcome: Outcome) -> None:
        row = resolve(correction(), editor, outcome)
        assert (row.outcome, row.resolved_by, row.is_open) == (outcome, editor, False)
        assert not Correction.objects.open().exists()

    def test_without_an_e_mail_nobody_is_written_to(self, editor: User) -> None:
        resolve(correction(), editor, answer="Thanks")
        assert not OutgoingEmail.objects.exists()

    def test_the_second_editor_changes_nothing(self, editor: User) -> None:
        row = resolve(correction(email=ADDRESS), editor)
        other = User.objects.create_user("other", "o@example.org", "x")
        with pytest.raises(AlreadyResolved) as caught:
            resolve(row, other, Outcome.NOT_USABLE, "Never mind")
        assert (caught.value.correction.outcome, caught.value.correction.resolved_by) == ("fixed", editor)
        row.refresh_from_db()
        assert (row.outcome, row.answer) == ("fixed", "")
        assert OutgoingEmail.objects.count() == 1

    def test_nothing_is_resolved_when_the_mail_cannot_be_queued(
        self, editor: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(**_values: object) -> None:
            raise RuntimeError

        monkeypatch.setattr("cms.corrections.services.queue_email", fail)
        row = correction(email=ADDRESS)
        with pytest.raises(RuntimeError):
            resolve(row, editor)
        assert Correction.objects.open().get() == row

    def test_who_sent_nonsense_hears_only_an_answer(self, editor: User) -> None:
        resolve(correction(email=ADDRESS), editor, Outcome.NOT_USABLE)
        assert not OutgoingEmail.objects.exists()
        resolve(correction(email=ADDRESS), editor, Outcome.NOT_USABLE, "Which office do you mean?")
        assert OutgoingEmail.objects.count() == 1


class TestThanks:
    def sent(self, mail_server: RealSmtpServer) -> Any:
        deliver_one(OutgoingEmail.objects.get().pk)
        (got,) = mail_server.received
        return got

    def test_they_say_what_became_of_it_and_quote_only_the_editor(
        self, editor: User, mail_server: RealSmtpServer
    ) -> None:
        resolve(correction(email=ADDRESS), editor, answer="You saved the next caller a bakery's patience.")
        got = self.sent(mail_server)
        assert got.recipients == (ADDRESS,)
        assert str(got.message["Subject"]) == "Thank you for telling us"
        for words in ("Alma Muestra, Senator, Texas", "You were right", "You saved the next caller"):
            assert words in " ".join(got.text.split())
        assert "rings at a bakery" not in got.text

    @pytest.mark.parametrize(
        ("outcome", "words"), [(Outcome.WAS_RIGHT, "right as it stands"), (Outcome.NOT_USABLE, "could not use it")]
    )
    def test_each_outcome_has_its_words(
        self, editor: User, mail_server: RealSmtpServer, outcome: Outcome, words: str
    ) -> None:
        resolve(correction(email=ADDRESS), editor, outcome, "A word.")
        assert words in " ".join(self.sent(mail_server).text.split())

    def test_they_are_written_in_the_language_of_the_sender(self, editor: User, mail_server: RealSmtpServer) -> None:
        resolve(correction(email=ADDRESS, language="es"), editor)
        assert "/es/" in self.sent(mail_server).text

    def test_a_word_with_line_ends_stays_in_the_body(self, editor: User, mail_server: RealSmtpServer) -> None:
        resolve(correction(email=ADDRESS), editor, answer="Hi\nBcc: all@example.org")
        got = self.sent(mail_server)
        assert got.recipients == (ADDRESS,)
        assert got.message["Bcc"] is None

    def test_of_a_deleted_row_they_still_thank(self, editor: User, mail_server: RealSmtpServer) -> None:
        resolve(correction(email=ADDRESS), editor)
        Office.objects.all().delete()
        assert "something on our site was wrong." in " ".join(self.sent(mail_server).text.split())

    def test_nothing_is_sent_of_what_was_erased(self, editor: User, mail_server: RealSmtpServer) -> None:
        row = resolve(correction(email=ADDRESS), editor)
        Correction.objects.filter(pk=row.pk).update(erased_at=now())
        assert deliver_one(OutgoingEmail.objects.get().pk).status == "cancelled"
        assert mail_server.received == []


class TestErasure:
    def test_words_and_address_go_after_28_days_and_the_count_stays(self, editor: User, clock: Clock) -> None:
        row = resolve(correction(email=ADDRESS), editor, answer="Thank you, Ana.")
        clock.forward(days=27)
        assert care_for_corrections() == 0
        clock.forward(days=1)
        assert care_for_corrections() == 1
        row.refresh_from_db()
        assert (row.note, row.email, row.answer, row.outcome) == ("", "", "", "fixed")
        assert row.erased_at == now()
        assert care_for_corrections() == 0

    def test_the_outbox_forgets_too_and_what_waits_is_not_sent(
        self, editor: User, clock: Clock, mail_server: RealSmtpServer
    ) -> None:
        resolve(correction(email=ADDRESS), editor)
        clock.forward(days=29)
        care()
        email = OutgoingEmail.objects.get()
        assert (email.to, email.status) == ("", "cancelled")
        sweep_once()
        assert mail_server.received == []

    def test_what_waits_for_an_editor_is_kept(self, clock: Clock) -> None:
        correction(email=ADDRESS)
        clock.forward(days=400)
        assert care_for_corrections() == 0
        assert Correction.objects.get().note == NOTE


def test_the_whole_way_leaves_no_word_in_logs_or_in_the_outbox(
    editor: User, clock: Clock, mail_server: RealSmtpServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    resolve(correction(email=ADDRESS), editor, answer="Bless you")
    email = OutgoingEmail.objects.get()
    deliver_one(email.pk)
    # The mail server of the tests tells all that it hears.
    logged = " ".join(record.getMessage() for record in caplog.records if not record.name.startswith("mail."))
    row = " ".join(str(value) for value in OutgoingEmail.objects.values_list().get())
    for secret in (NOTE, ADDRESS, "Bless you"):
        assert secret not in logged
        assert secret not in f"{email} {email.reference} {email.dedupe_key}"
    assert "corrections.thanks" in logged
    assert NOTE not in row
