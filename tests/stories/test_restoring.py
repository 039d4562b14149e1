"""Last week's backup is restored: what was taken back since then stays taken back."""

import stat
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import transaction

from cms.core import clock as site_clock
from cms.core.start import refuse_to_serve, refuse_to_work
from stories import tasks
from stories.choices import DecisionKind, Scope, Status, TombstoneKind
from stories.endings import read_endings
from stories.erasure import erase
from stories.forgotten import nothing_is_forgotten
from stories.models import Consent, Decision, EditedVersion, Story, Submission, Tombstone
from stories.models.records import short_code
from stories.services.permissions import change_permissions
from stories.services.publication import publish_story, take_down
from stories.services.scheduling import schedule_story, unschedule_story
from stories.services.translating import publish_translation, take_down_translation
from stories.services.undoing import undo_decision
from stories.services.withdrawal import erase_story, withdraw_story
from tests.factories.stories import both_languages, edit, published, somebody, submission

pytestmark = pytest.mark.django_db
Restored = Callable[..., AbstractContextManager[None]]


@pytest.fixture(autouse=True)
def file(settings: Any, tmp_path: Path) -> Path:
    settings.ENDINGS_FILE = str(tmp_path / "elsewhere" / "endings.jsonl")
    return Path(settings.ENDINGS_FILE)


@pytest.fixture
def restored(clock: Any) -> Restored:
    """A backup is made before the block and restored after it: only the file knows what happened inside."""

    @contextmanager
    def backup(pause: timedelta = timedelta(hours=1)) -> Iterator[None]:
        clock.forward(seconds=pause.total_seconds())
        point = transaction.savepoint()
        clock.forward(seconds=pause.total_seconds())
        yield
        tasks.write_endings()
        transaction.savepoint_rollback(point)
        clock.forward(hours=1)

    return backup


def who(story: Submission, user: Any = None) -> dict[str, Any]:
    story.refresh_from_db()
    return {"submission_id": story.pk, "version": story.version, "user": user}


def after_restore(**options: Any) -> str:
    out = StringIO()
    call_command("after_restore", stdout=out, stderr=out, **options)
    return out.getvalue()


def end_permission(story: Submission, *ended: Scope) -> None:
    wanted = frozenset(Scope) - {Scope.KEEP, *ended}
    change_permissions(submission_id=story.pk, wanted=wanted, language="en")


def scheduled() -> Submission:
    both_languages()
    sent = submission()
    schedule_story(**who(sent), edit=edit(), publish_at=site_clock.now() + timedelta(days=3))
    return sent


class TestWhatComesBackIsEndedAgain:
    def check(self, story: Submission) -> None:
        """Known to be forgotten, ended by one run, and by a second run not again."""
        assert nothing_is_forgotten() is False
        assert "Ended again: 1." in after_restore()
        assert not Story.objects.public().filter(submission=story.pk).exists()
        assert nothing_is_forgotten() is True
        before = Decision.objects.count()
        assert "Ended again: 0." in after_restore()
        assert Decision.objects.count() == before

    def test_a_withdrawn_story(self, restored: Restored) -> None:
        story = published()
        slug = Story.objects.get().slug
        with restored():
            withdraw_story(submission_id=story.pk)
        assert Story.objects.public().exists()
        self.check(story)
        assert Submission.objects.get().status == Status.WITHDRAWN
        assert Tombstone.objects.get().slug == slug

    def test_an_erased_story(self, restored: Restored) -> None:
        story = published()
        with restored():
            erase_story(submission_id=story.pk)
        after_restore()
        assert not Submission.objects.exists()
        assert not Story.objects.exists()
        assert Tombstone.objects.get().kind == TombstoneKind.ERASED
        assert Decision.objects.last().kind == DecisionKind.ERASED
        assert nothing_is_forgotten() is True
        assert "Ended again: 0." in after_restore()

    def test_a_story_that_was_withdrawn_before_the_backup_and_erased_after_it(self, restored: Restored) -> None:
        story = published()
        withdraw_story(submission_id=story.pk)
        with restored():
            erase(submission=Submission.objects.get(), because=DecisionKind.EXPIRED)
        after_restore()
        assert not Submission.objects.exists()
        assert Decision.objects.last().kind == DecisionKind.EXPIRED

    def test_a_permission(self, restored: Restored) -> None:
        story = published()
        with restored():
            end_permission(story, Scope.PUBLISH_TEXT)
        self.check(story)
        assert Submission.objects.get().status == Status.READY
        live = Consent.objects.live(site_clock.now()).filter(submission=story)
        assert set(live.values_list("scope", flat=True)) == set(Scope) - {Scope.PUBLISH_TEXT}

    def test_a_permission_that_changes_nothing_in_public(self, restored: Restored) -> None:
        story = published()
        with restored():
            end_permission(story, Scope.PRESS, Scope.CONTACT)
        assert "Ended again: 2." in after_restore()
        live = Consent.objects.live(site_clock.now()).filter(submission=story)
        assert set(live.values_list("scope", flat=True)) == set(Scope) - {Scope.PRESS, Scope.CONTACT}
        assert Story.objects.public().exists()

    def test_a_story_that_moderators_took_down(self, restored: Restored) -> None:
        story = published()
        with restored():
            take_down(**who(story))
        self.check(story)
        assert Submission.objects.get().status == Status.READY

    def test_a_publication_that_was_undone(self, restored: Restored) -> None:
        ana, story = somebody("Story moderators"), submission()
        both_languages()
        publish_story(**who(story, ana), edit=edit())
        with restored(timedelta(seconds=5)):
            undo_decision(**who(story, ana))
        self.check(story)

    def test_a_schedule(self, restored: Restored) -> None:
        story = scheduled()
        with restored():
            unschedule_story(**who(story))
        self.check(story)
        assert EditedVersion.objects.get().publish_at is None
        assert Submission.objects.get().status == Status.READY

    def test_a_story_that_was_scheduled_at_the_backup_and_taken_down_once_it_was_public(
        self, restored: Restored, clock: Any
    ) -> None:
        story = scheduled()
        with restored():
            publish_story_now(story)
            clock.forward(hours=1)
            take_down(**who(story))
        self.check(story)
        clock.forward(days=4)
        tasks.publish_due()
        assert not Story.objects.exists()

    def test_a_translation(self, restored: Restored) -> None:
        story = published()
        publish_translation(submission_id=story.pk, language="es", user=None, edit=edit(title="Nueve días"))
        version = story.translations.get().version
        with restored():
            take_down_translation(submission_id=story.pk, language="es", version=version, user=None)
        assert "Ended again: 1." in after_restore()
        assert [row.locale.language_code for row in Story.objects.public()] == ["en"]
        assert nothing_is_forgotten() is True


def publish_story_now(story: Submission) -> None:
    unschedule_story(**who(story))
    publish_story(**who(story), edit=edit())


class TestWhatStands:
    def test_without_a_restore_nothing_is_forgotten_and_nothing_is_done(self, clock: Any) -> None:
        story, other = published(), published()
        clock.forward(minutes=1)
        end_permission(story, Scope.PRESS)
        withdraw_story(submission_id=other.pk)
        clock.forward(minutes=1)
        end_permission(story)
        tasks.write_endings()
        assert nothing_is_forgotten() is True
        assert "Ended again: 0." in after_restore()
        assert Story.objects.public().get().submission == story

    def test_what_was_published_again_after_the_restore(self, restored: Restored) -> None:
        story = published()
        with restored():
            take_down(**who(story))
        after_restore()
        publish_story(**who(story), edit=edit())
        assert "Ended again: 0." in after_restore()
        assert Story.objects.public().exists()

    def test_a_permission_that_was_given_again_after_the_restore(self, restored: Restored, clock: Any) -> None:
        story = published()
        with restored():
            end_permission(story, Scope.PRESS)
        after_restore()
        clock.forward(minutes=1)
        end_permission(story)
        assert "Ended again: 0." in after_restore()
        assert Consent.objects.live(site_clock.now()).filter(scope=Scope.PRESS).exists()

    def test_a_story_that_the_backup_does_not_know(self, restored: Restored) -> None:
        with restored():
            withdraw_story(submission_id=published().pk)
        assert nothing_is_forgotten() is True
        assert "1 endings" in (said := after_restore())
        assert "Ended again: 0." in said

    def test_a_dry_run_counts_and_changes_nothing(self, restored: Restored) -> None:
        story = published()
        with restored():
            withdraw_story(submission_id=story.pk)
        assert "has undone 1 of them" in after_restore(dry_run=True)
        assert Story.objects.public().exists()


class TestTheFile:
    def test_holds_each_ending_once_and_no_word_of_the_story(self, file: Path, clock: Any) -> None:
        withdraw_story(submission_id=published().pk)
        clock.forward(minutes=1)
        tasks.write_endings()
        tasks.write_endings()
        written = file.read_text()
        assert written.count("\n") == 1
        assert "withdrawn" in written
        assert not any(word in written for word in ("nine", "Nine", "Ximena", "ximena", "956"))

    def test_can_be_read_by_the_site_alone(self, file: Path) -> None:
        withdraw_story(submission_id=published().pk)
        tasks.write_endings()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600

    def test_is_not_there_while_nothing_was_ended(self, file: Path) -> None:
        published()
        tasks.write_endings()
        assert not file.exists()
        assert nothing_is_forgotten() is True

    def test_half_a_last_line_harms_no_other_and_is_written_anew(self, file: Path, restored: Restored) -> None:
        first, second = published(), published()
        with restored():
            withdraw_story(submission_id=first.pk)
            tasks.write_endings()
            withdraw_story(submission_id=second.pk)
            tasks.write_endings()
            file.write_bytes(file.read_bytes()[:-30])
            assert read_endings().unreadable == 1
        said = after_restore()
        assert "Lines that cannot be read: 1." in said
        assert "Ended again: 2." in said

    @pytest.mark.parametrize("line", ["null", "[]", "{}", "\x00\x00", '{"story": 7, "kind": "x", "what": "", "at": 1}'])
    def test_what_is_no_line_is_counted(self, file: Path, line: str) -> None:
        file.parent.mkdir()
        file.write_text(f"{line}\n")
        assert read_endings().unreadable == 1

    def test_that_is_lost_is_an_error_and_not_nothing_to_do(self) -> None:
        with pytest.raises(CommandError, match="is not there"):
            after_restore()


def test_one_that_fails_stops_no_other_and_is_named(restored: Restored, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = published(), published()
    with restored():
        withdraw_story(submission_id=first.pk)
        withdraw_story(submission_id=second.pk)

    def broken(*, submission_id: Any) -> Submission:
        if submission_id == first.pk:
            raise RuntimeError("private words")
        return withdraw_story(submission_id=submission_id)

    monkeypatch.setattr("stories.services.restoring.withdraw_story", broken)
    with pytest.raises(CommandError, match=f"story {short_code(first.pk)}, withdrawn: RuntimeError$"):
        after_restore()
    assert Story.objects.public().get().submission == first
    assert nothing_is_forgotten() is False


def test_readyz_names_it_until_it_is_done(restored: Restored, client: Any, broker: Any) -> None:
    story = published()
    with restored():
        withdraw_story(submission_id=story.pk)
    assert client.get("/readyz").json()["endings"] is False
    after_restore()
    assert client.get("/readyz").json()["endings"] is True


def test_neither_the_site_nor_a_worker_starts_until_it_is_done(
    restored: Restored, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.db.connections.close_all", lambda: None)  # it would end this test's transaction
    story = published()
    with restored():
        withdraw_story(submission_id=story.pk)
    with pytest.raises(ImproperlyConfigured, match="after_restore"):
        refuse_to_serve()
    with pytest.raises(SystemExit, match="after_restore"):
        refuse_to_work()
    after_restore()
    refuse_to_serve()


def test_many_endings_are_few_questions(file: Path, django_assert_max_num_queries: Any, clock: Any) -> None:
    first = published()
    Decision.objects.bulk_create(
        Decision(submission_id=first.pk, kind=DecisionKind.UNTRANSLATED, reason=f"x{number}") for number in range(1500)
    )
    tasks.write_endings()
    with django_assert_max_num_queries(8):
        assert nothing_is_forgotten() is True
