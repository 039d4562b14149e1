"""What we promised to erase is erased, on its day, and nothing else is."""

import os
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from cms.core import clock as site_clock
from cms.outbox.models import OutgoingEmail
from cms.outbox.models import Status as EmailStatus
from stories import periods, retention, tasks
from stories.choices import DecisionKind, DeclineReason, RevealReason, Scope, Status, TombstoneKind
from stories.erasure import erase
from stories.models import Consent, Contact, Decision, Media, Story, Submission, Tombstone
from stories.retention import Counts, TooManyAtOnce, erase_expired, what_is_due
from stories.services.access import reveal_contact
from stories.services.moderation import decline
from stories.services.photos import stash_photo, waiting_photos
from stories.services.publication import publish_story, take_down
from stories.services.withdrawal import NoSuchReceipt, erase_story, find_by_receipt, withdraw_story
from tests.factories.stories import edit, jpeg, published, shared, somebody, submission, with_photo

pytestmark = pytest.mark.django_db
REAL_ERASE = erase


def who(story):
    return {"submission_id": story.pk, "version": story.version, "user": None}


def many(number: int) -> list[Submission]:
    """Copies of one story, without the slow hash of a receipt for each."""
    first = submission()
    Submission.objects.bulk_create(
        Submission(
            body="We waited.", language="en", submission_key=f"copy-{index}", expires_at=first.expires_at, title="x"
        )
        for index in range(number - 1)
    )
    return list(Submission.objects.all())


def say(**options) -> str:
    out = StringIO()
    call_command("erase_expired_stories", stdout=out, **options)
    return out.getvalue()


class TestWhenAStoryGoes:
    def check_it_goes_after(self, clock, period: timedelta) -> None:
        clock.forward(seconds=period.total_seconds() - 1)
        assert erase_expired().stories == 0
        clock.forward(seconds=1)
        assert erase_expired().stories == 1
        assert not Submission.objects.exists()

    def test_twelve_months_after_it_was_sent_when_nobody_decided(self, clock):
        submission()
        self.check_it_goes_after(clock, timedelta(days=365))

    def test_thirty_days_after_it_was_declined(self, clock):
        decline(**who(submission()), reason=DeclineReason.OFF_TOPIC)
        self.check_it_goes_after(clock, timedelta(days=30))

    def test_a_week_after_it_was_called_spam(self, clock):
        decline(**who(submission()), reason=DeclineReason.SPAM)
        self.check_it_goes_after(clock, timedelta(days=7))

    def test_thirty_days_after_its_storyteller_took_it_back(self, clock):
        withdraw_story(submission_id=published().pk)
        self.check_it_goes_after(clock, timedelta(days=30))

    def test_taking_it_back_never_makes_it_stay_longer(self, clock):
        declined = decline(**who(submission()), reason=DeclineReason.SPAM)
        clock.forward(days=5)
        withdraw_story(submission_id=declined.pk)
        self.check_it_goes_after(clock, timedelta(days=2))

    def test_twelve_months_after_it_was_taken_off_the_site(self, clock):
        sent = published()
        clock.forward(days=500)
        take_down(**who(sent))
        self.check_it_goes_after(clock, timedelta(days=365))

    def test_what_is_published_again_has_no_date_again(self, clock):
        down = take_down(**who(published()))
        publish_story(**who(down), edit=edit())
        clock.forward(days=2000)
        assert what_is_due(site_clock.now()).stories == 0


class TestWhatIsPublic:
    def test_it_stays_while_its_storyteller_allows_it(self, clock):
        published()
        clock.forward(days=3650)
        erase_expired()
        assert Story.objects.public().count() == 1

    def test_not_even_a_wrong_date_in_its_row_erases_it(self, clock):
        published()
        Submission.objects.update(expires_at=site_clock.now() - timedelta(days=1))
        assert erase_expired().stories == 0
        assert Story.objects.public().count() == 1

    @pytest.mark.parametrize("field", ["withdrawn_at", "expires_at"])
    def test_it_goes_twelve_months_after_its_permission_ended(self, clock, field):
        published()
        Consent.objects.filter(scope=Scope.PUBLISH_TEXT).update(**{field: site_clock.now() + timedelta(days=10)})
        clock.forward(days=374)
        assert erase_expired().stories == 0
        clock.forward(days=1)
        assert erase_expired().stories == 1
        assert not Story.objects.exists()

    def test_a_new_permission_keeps_it(self, clock):
        sent = published()
        Consent.objects.filter(scope=Scope.PUBLISH_TEXT).update(withdrawn_at=site_clock.now())
        clock.forward(days=370)
        Consent.objects.create(submission=sent, scope=Scope.PUBLISH_TEXT, wording_version="2", language="en")
        assert erase_expired().stories == 0

    def test_what_was_published_while_the_run_was_on_its_way_is_spared(self, clock, monkeypatch):
        late = submission()
        clock.forward(days=366)
        real = retention._pks

        def then_somebody_publishes(rows):
            pks = real(rows)
            if rows.model is Submission:
                Submission.objects.filter(pk=late.pk).update(status=Status.PUBLISHED, expires_at=None)
            return pks

        monkeypatch.setattr(retention, "_pks", then_somebody_publishes)
        assert erase_expired().stories == 0
        assert Submission.objects.filter(pk=late.pk).exists()


class TestWhatIsLeft:
    def test_nothing_a_person_wrote_and_a_record_that_it_was_the_clock(self, clock, own_files):
        story = with_photo()
        clock.forward(days=366)
        assert erase_expired().stories == 1
        for model in (Submission, Contact, Consent, Media):
            assert not model.objects.exists()
        assert list(Decision.objects.values_list("kind", "user")) == [
            (DecisionKind.SENT, None),
            (DecisionKind.EXPIRED, None),
        ]
        assert Tombstone.objects.get(submission_id=story.pk).kind == TombstoneKind.ERASED

    def test_its_photo_files_are_gone(self, clock, own_files, django_capture_on_commit_callbacks):
        with_photo()
        clock.forward(days=366)
        with django_capture_on_commit_callbacks(execute=True):
            erase_expired()
        assert not [path for path in (own_files / "private").rglob("*") if path.is_file()]

    def test_its_receipt_opens_nothing_any_more(self, clock):
        receipt = shared().receipt
        clock.forward(days=366)
        erase_expired()
        with pytest.raises(NoSuchReceipt):
            find_by_receipt(receipt)

    def test_the_log_does_not_say_that_the_storyteller_erased_it(self, clock, client):
        submission()
        clock.forward(days=366)
        erase_expired()
        client.force_login(somebody("Auditors"))
        page = client.get("/admin/stories/log/").content.decode()
        assert "Erased at the end of its time" in page
        assert page.count(">storyteller</td>") == 1  # who sent it


class TestMail:
    """Addresses in the outbox go with the story, by whichever way it goes."""

    @pytest.fixture
    def declined(self):
        return decline(**who(submission()), reason=DeclineReason.OFF_TOPIC)

    def check_forgotten(self) -> None:
        row = OutgoingEmail.objects.get()
        assert (row.to, row.recipient_hash, row.status) == ("", "", EmailStatus.CANCELLED)

    def test_when_its_time_is_over(self, clock, declined):
        assert OutgoingEmail.objects.get().to == "ximena.q@example.org"
        clock.forward(days=31)
        erase_expired()
        self.check_forgotten()

    def test_when_its_storyteller_erases_it(self, declined):
        erase_story(submission_id=declined.pk)
        self.check_forgotten()

    def test_when_it_was_withdrawn_first(self, declined):
        withdraw_story(submission_id=declined.pk)
        erase_story(submission_id=declined.pk)
        self.check_forgotten()

    def test_the_mail_of_others_stays(self, declined):
        other = decline(**who(submission(email="other@example.org")), reason=DeclineReason.OFF_TOPIC)
        erase_story(submission_id=declined.pk)
        row = OutgoingEmail.objects.get(reference=str(other.pk))
        assert (row.to, row.status) == ("other@example.org", EmailStatus.QUEUED)


class TestContacts:
    def check_erased(self) -> None:
        contact = Contact.objects.get()
        assert (contact.email, contact.phone, contact.safe_times) == ("", "", "")

    def test_ninety_days_after_we_wrote(self, clock):
        published()
        clock.forward(days=89)
        assert erase_expired().contacts == 0
        clock.forward(days=1)
        assert erase_expired().contacts == 1
        self.check_erased()
        assert erase_expired().contacts == 0

    def test_looking_it_up_gives_it_another_ninety_days(self, clock):
        sent = published()
        clock.forward(days=80)
        reveal_contact(submission_id=sent.pk, user=somebody(), reason=RevealReason.CONFIRM)
        clock.forward(days=89)
        assert erase_expired().contacts == 0
        clock.forward(days=1)
        assert erase_expired().contacts == 1

    def test_an_open_story_keeps_it_until_it_is_decided(self, clock):
        submission()
        clock.forward(days=300)
        assert erase_expired().contacts == 0
        assert Contact.objects.get().email

    def test_ninety_days_after_the_decision_when_we_may_not_write(self, clock):
        published(consents=frozenset({Scope.KEEP, Scope.PUBLISH_TEXT}))
        assert Contact.objects.get().last_contact_at is None
        clock.forward(days=90)
        assert erase_expired().contacts == 1

    def test_the_name_stays_as_the_guard_of_the_public_text(self, clock):
        sent = published()
        clock.forward(days=91)
        erase_expired()
        assert "ximena" in sent.private_data.names

    def test_the_moderator_is_not_told_that_there_is_a_contact(self, clock, client):
        sent = published()
        client.force_login(somebody("Moderators"))
        assert "there is one" in client.get(f"/admin/stories/{sent.pk}/").content.decode()
        clock.forward(days=91)
        erase_expired()
        client.force_login(somebody("Moderators"))
        assert "none left" in client.get(f"/admin/stories/{sent.pk}/").content.decode()


class TestUnsentPhotos:
    def test_they_go_after_a_week_with_their_files(self, clock, own_files):
        token = stash_photo(content=jpeg())
        clock.forward(days=6, hours=23)
        assert erase_expired().photos == 0
        assert len(waiting_photos([token])) == 1
        clock.forward(hours=1)
        assert erase_expired().photos == 1
        assert not Media.objects.exists()
        assert not [path for path in (own_files / "private").rglob("*") if path.is_file()]

    def test_a_photo_sent_in_the_meantime_stays(self, clock, monkeypatch):
        stash_photo(content=jpeg())
        clock.forward(days=8)
        story = submission()
        real = retention._pks

        def then_it_is_sent(rows):
            pks = real(rows)
            if rows.model is Media:
                Media.objects.update(submission=story)
            return pks

        monkeypatch.setattr(retention, "_pks", then_it_is_sent)
        assert erase_expired().photos == 0
        assert Media.objects.get().submission == story

    def test_a_storage_that_does_not_answer_is_asked_again(self, clock, monkeypatch, caplog):
        stash_photo(content=jpeg())
        clock.forward(days=8)

        def fail(self, name):
            raise OSError(5, f"Input/output error: {name}")

        with monkeypatch.context() as broken, caplog.at_level("INFO"):
            broken.setattr(FileSystemStorage, "delete", fail)
            assert erase_expired() == Counts(failed=1)
        assert "OSError" in caplog.text
        assert "photos/" not in caplog.text
        assert erase_expired().photos == 1

    def test_a_flood_of_them_does_not_keep_itself(self, clock):
        Media.objects.bulk_create(Media(file_name=f"photos/{number}", width=1, height=1) for number in range(250))
        clock.forward(days=8)
        assert erase_expired().photos == 200
        assert erase_expired().photos == 50


class TestLostFiles:
    """A process that dies between a file and its row leaves a file that nobody would ever find."""

    def lost(self, clock, *, number: int = 1, hours_ago: float = 2) -> None:
        moment = (site_clock.now() - timedelta(hours=hours_ago)).timestamp()
        for index in range(number):
            name = storages["private"].save(f"photos/lost{index}", ContentFile(b"x"))
            os.utime(storages["private"].path(name), (moment, moment))

    def files(self) -> list[str]:
        return storages["private"].listdir("photos")[1]

    def test_it_is_removed(self, clock):
        with_photo()
        self.lost(clock)
        assert erase_expired().lost_files == 1
        assert len(self.files()) == 1
        assert Media.objects.get().file_name == f"photos/{self.files()[0]}"

    def test_a_file_that_may_still_get_its_row_is_left(self, clock):
        self.lost(clock, hours_ago=0.5)
        assert erase_expired().lost_files == 0
        assert self.files() == ["lost0"]

    def test_a_wrong_database_does_not_empty_the_storage(self, clock):
        self.lost(clock, number=21)
        with pytest.raises(TooManyAtOnce):
            erase_expired()
        assert len(self.files()) == 21

    def test_what_a_killed_erasure_left_is_found(self, clock, own_files):
        """The commit is done, the process dies before it removes the file."""
        story = with_photo()
        erase_story(submission_id=story.pk)  # inside a test no commit happens: nothing was removed
        assert len(self.files()) == 1
        moment = (site_clock.now() - timedelta(hours=2)).timestamp()
        os.utime(storages["private"].path(f"photos/{self.files()[0]}"), (moment, moment))
        assert erase_expired().lost_files == 1
        assert self.files() == []


class TestAClockThatIsWrong:
    def test_a_year_ahead_erases_nothing_and_says_so(self, clock, caplog):
        many(30)
        clock.forward(days=366)
        with pytest.raises(TooManyAtOnce):
            erase_expired()
        tasks.erase()
        assert "nothing erased" in caplog.text
        assert "30 stories" in caplog.text
        assert "ximena" not in caplog.text.lower()
        assert not any(str(pk) in caplog.text for pk in Submission.objects.values_list("pk", flat=True))
        assert Submission.objects.count() == 30
        clock.forward(days=-366)
        assert erase_expired() == Counts()

    def test_two_hours_back_erases_nothing_twice_and_brings_nothing_back(self, clock):
        first, second = submission(), submission()
        Submission.objects.filter(pk=second.pk).update(expires_at=first.expires_at + timedelta(hours=1))
        clock.forward(days=365)
        assert erase_expired().stories == 1
        clock.forward(hours=-2)
        assert erase_expired() == Counts()
        clock.forward(hours=3)
        assert erase_expired().stories == 1
        assert not Submission.objects.exists()

    def test_twenty_at_once_are_the_passing_of_time(self, clock):
        many(20)
        clock.forward(days=366)
        assert erase_expired().stories == 20

    def test_of_many_rows_one_in_twenty_may_go(self, clock):
        rows = many(500)
        for number, allowed in ((25, True), (26, False)):
            Submission.objects.update(expires_at=site_clock.now() + timedelta(days=9))
            late = [row.pk for row in rows[:number]]
            Submission.objects.filter(pk__in=late).update(expires_at=site_clock.now())
            assert retention.is_too_many(what_is_due(site_clock.now())) is not allowed

    def test_contacts_have_their_own_limit(self, clock):
        rows = many(30)
        Contact.objects.all().delete()
        Contact.objects.bulk_create(Contact(submission=row, email="a@example.org") for row in rows)
        Contact.objects.update(last_contact_at=site_clock.now())
        clock.forward(days=100)
        with pytest.raises(TooManyAtOnce):
            erase_expired()
        assert not Contact.objects.filter(email="").exists()


class TestABrakeThatHoldsIsSeen:
    """A day after, on the dashboard and in /readyz, with the command that goes on."""

    late, command = "past the day on which we promised", "manage.py erase_expired_stories --even-if-many"

    def dashboard(self, client) -> str:
        client.force_login(somebody("Moderators"))
        return client.get("/admin/").content.decode()

    def test_on_stories(self, clock, client, broker):
        many(21)
        clock.forward(days=365, hours=23)
        tasks.erase()
        assert self.late not in self.dashboard(client)
        clock.forward(hours=2)
        shown = self.dashboard(client)
        assert f"21 stories are {self.late}" in shown
        assert self.command in shown
        ready = client.get("/readyz")
        assert (ready.status_code, ready.json()["erasing"]) == (200, False)
        erase_expired(even_if_many=True)
        assert self.late not in self.dashboard(client)
        assert client.get("/readyz").json()["erasing"] is True

    def test_on_contacts(self, clock, client):
        Contact.objects.bulk_create(Contact(submission=row, email="a@example.org") for row in many(30)[1:])
        Contact.objects.update(last_contact_at=site_clock.now())
        clock.forward(days=91, hours=1)
        tasks.erase()
        assert Contact.objects.exclude(email="").count() == 30
        shown = self.dashboard(client)
        assert f"The ways to reach 30 storytellers are {self.late}" in shown
        assert self.command in shown
        assert retention.nothing_is_late() is False

    def test_in_the_log_with_the_command(self, clock, caplog):
        many(21)
        clock.forward(days=366)
        tasks.erase()
        assert self.command in caplog.text


class TestStoppedHalfWay:
    def test_a_killed_run_is_finished_by_the_next(self, clock, monkeypatch):
        many(12)
        clock.forward(days=366)
        calls = []

        def killed(**kwargs):
            calls.append(kwargs)
            if len(calls) == 6:
                raise SystemExit
            REAL_ERASE(**kwargs)

        with monkeypatch.context() as deadly:
            deadly.setattr(retention, "erase", killed)
            with pytest.raises(SystemExit):
                erase_expired()
        assert Submission.objects.count() == 7
        assert Decision.objects.filter(kind=DecisionKind.EXPIRED).count() == 5
        assert erase_expired().stories == 7
        assert Decision.objects.filter(kind=DecisionKind.EXPIRED).count() == 12

    def test_one_that_cannot_be_erased_stops_none_of_the_others(self, clock, monkeypatch, caplog):
        rows = many(5)
        clock.forward(days=366)

        def fails_for_one(*, submission, because):
            if submission.pk == rows[2].pk:
                raise DatabaseError("row of ximena.q@example.org")
            REAL_ERASE(submission=submission, because=because)

        with monkeypatch.context() as broken, caplog.at_level("INFO"):
            broken.setattr(retention, "erase", fails_for_one)
            assert erase_expired() == Counts(stories=4, failed=1)
        assert "DatabaseError" in caplog.text
        assert "ximena" not in caplog.text
        assert list(Submission.objects.values_list("pk", flat=True)) == [rows[2].pk]
        assert erase_expired() == Counts(stories=1)

    def test_a_half_erased_story_is_a_whole_one(self, clock, monkeypatch):
        submission()
        clock.forward(days=366)
        with monkeypatch.context() as broken:
            broken.setattr("stories.erasure.erase_recipient", lambda **kwargs: 1 / 0)
            assert erase_expired() == Counts(failed=1)
        kept = Submission.objects.get()
        assert kept.status == Status.NEW
        assert Consent.objects.filter(withdrawn_at=None).count() == len(Scope)
        assert not Tombstone.objects.exists()

    def test_running_it_twice_is_harmless(self, clock):
        many(3)
        clock.forward(days=366)
        assert erase_expired().stories == 3
        assert erase_expired() == Counts()

    def test_one_run_is_capped_and_the_next_goes_on(self, clock, monkeypatch):
        monkeypatch.setattr(retention, "MOST_IN_ONE_RUN", 4)
        rows = many(10)
        Submission.objects.filter(pk=rows[9].pk).update(expires_at=datetime(2026, 1, 1, tzinfo=UTC))
        clock.forward(days=366)
        assert [erase_expired().stories for _run in range(4)] == [4, 4, 2, 0]

    def test_the_longest_overdue_goes_first(self, clock, monkeypatch):
        monkeypatch.setattr(retention, "MOST_IN_ONE_RUN", 1)
        rows = many(4)
        Submission.objects.filter(pk=rows[2].pk).update(expires_at=datetime(2026, 1, 1, tzinfo=UTC))
        clock.forward(days=366)
        erase_expired()
        assert not Submission.objects.filter(pk=rows[2].pk).exists()


class TestCommand:
    def test_a_dry_run_counts_and_changes_nothing(self, clock):
        many(2)
        stash_photo(content=jpeg())
        clock.forward(days=366)
        assert "Due: 2 stories, 0 contacts, 1 photos" in say(dry_run=True)
        assert Submission.objects.count() == 2
        assert Media.objects.count() == 1

    def test_a_dry_run_warns_of_a_wrong_clock(self, clock):
        many(30)
        clock.forward(days=366)
        said = say(dry_run=True)
        assert "the clock may be wrong: it says 2027-03-04 15:00 UTC" in said

    def test_it_says_what_it_erased(self, clock):
        many(2)
        clock.forward(days=366)
        said = say()
        assert said == "Erased: 2 stories, 0 contacts, 0 photos, 0 lost files, 0 drafts, 0 hidden versions, 0 failed.\n"

    def test_it_refuses_in_words_and_a_person_may_insist(self, clock, monkeypatch):
        monkeypatch.setattr(retention, "MOST_IN_ONE_RUN", 25)
        many(30)
        clock.forward(days=366)
        with pytest.raises(CommandError, match=r"Nothing was erased.*--even-if-many"):
            say()
        assert Submission.objects.count() == 30
        assert "Still due: 5 stories" in say(even_if_many=True)
        assert "Still due" not in say(even_if_many=True)
        assert not Submission.objects.exists()


def test_the_worker_erases_each_hour(settings, clock):
    entry = settings.CELERY_BEAT_SCHEDULE["stories-erase"]
    assert (entry["task"], entry["schedule"]) == (tasks.erase.name, 3600)
    submission()
    clock.forward(days=366)
    tasks.erase()
    assert not Submission.objects.exists()


def test_the_receipt_page_names_the_day_that_is_kept(clock, storyteller):
    """What the page promises is what the clock does."""
    sent = shared()
    page = storyteller().ask(sent.receipt)
    assert "March 3, 2027" in page.content.decode()
    assert sent.submission.expires_at == site_clock.now() - timedelta(minutes=1) + periods.UNPUBLISHED
