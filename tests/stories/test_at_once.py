"""Two moderators press at the same moment, each on a connection of their own: one decides, the other is told who."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from cms.users.models import User
from stories.choices import DecisionKind, DeclineReason, Status
from stories.models import Decision, Story, Submission
from stories.services.claims import ClaimedByOther, claim
from stories.services.moderation import NotOpen, StaleDecision, decline, save_edit
from stories.services.publication import NeedsSecondPerson, publish_story
from stories.services.sent_forms import AlreadySent
from stories.services.withdrawal import withdraw_story
from tests.factories.stories import both_languages, edit, somebody, submission

pytestmark = [pytest.mark.core, pytest.mark.usefixtures("committed_db")]
REFUSED = (StaleDecision, ClaimedByOther, NotOpen, NeedsSecondPerson, AlreadySent)
DECIDING = (DecisionKind.PUBLISHED, DecisionKind.DECLINED)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """All acts from one thread each, let go together; a refusal is an answer like any other."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        gate.wait()
        try:
            return act()
        except REFUSED as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


@pytest.fixture
def story() -> Submission:
    both_languages()
    return submission()


@pytest.fixture
def ana() -> User:
    return somebody("Moderators", name="ana")


@pytest.fixture
def ben() -> User:
    return somebody("Moderators", name="ben")


def publishing(story: Submission, user: User) -> Callable[[], Any]:
    return lambda: publish_story(submission_id=story.pk, version=story.version, user=user, edit=edit())


def declining(story: Submission, user: User) -> Callable[[], Any]:
    return lambda: decline(submission_id=story.pk, version=story.version, user=user, reason=DeclineReason.OFF_TOPIC)


def who_decided(story: Submission) -> str:
    (decision,) = Decision.objects.filter(submission_id=story.pk, kind__in=DECIDING).select_related("user")
    return str(decision.user.username)


@pytest.mark.parametrize("second", [publishing, declining])
def test_of_two_who_decide_one_does_and_the_other_is_told_who(
    second: Callable[..., Any], story: Submission, ana: User, ben: User
) -> None:
    answers = at_once(publishing(story, ana), second(story, ben))
    (refusal,) = [answer for answer in answers if isinstance(answer, StaleDecision)]
    assert refusal.last is not None
    assert refusal.last.user.username == who_decided(story)
    assert Story.objects.count() <= 1


def test_eight_clicks_of_one_person_are_one_decision(story: Submission, ana: User) -> None:
    answers = at_once(*[publishing(story, ana)] * 8)
    assert sum(isinstance(answer, Story) for answer in answers) == 1
    assert who_decided(story) == "ana"
    assert Story.objects.public().count() == 1


def test_two_first_approvals_of_a_flagged_story_do_not_make_it_public(ana: User, ben: User) -> None:
    both_languages()
    flagged = submission(is_minor=True)
    answers = at_once(publishing(flagged, ana), publishing(flagged, ben))
    assert {type(answer) for answer in answers} == {NeedsSecondPerson, StaleDecision}
    assert not Story.objects.exists()


def test_of_two_who_take_it_one_has_it_and_the_other_is_told_who(story: Submission, ana: User, ben: User) -> None:
    answers = at_once(lambda: claim(submission_id=story.pk, user=ana), lambda: claim(submission_id=story.pk, user=ben))
    (refusal,) = [answer for answer in answers if isinstance(answer, ClaimedByOther)]
    story.refresh_from_db()
    assert refusal.user == story.claimed_by
    assert Decision.objects.filter(submission_id=story.pk, kind=DecisionKind.CLAIMED).count() == 1


def test_of_two_who_save_no_edit_is_overwritten(story: Submission, ana: User, ben: User) -> None:
    who: dict[str, Any] = {"submission_id": story.pk, "version": story.version}
    answers = at_once(
        lambda: save_edit(**who, user=ana, edit=edit(title="By Ana")),
        lambda: save_edit(**who, user=ben, edit=edit(title="By Ben")),
    )
    assert sum(isinstance(answer, StaleDecision) for answer in answers) == 1
    edited = Decision.objects.get(submission_id=story.pk, kind=DecisionKind.EDITED)
    story.refresh_from_db()
    assert story.edited.title.lower() == f"by {edited.user.username}"


def test_taking_back_wins_over_publishing_in_the_same_moment(story: Submission, ana: User) -> None:
    at_once(publishing(story, ana), lambda: withdraw_story(submission_id=story.pk))
    story.refresh_from_db()
    assert story.status == Status.WITHDRAWN
    assert not Story.objects.public().exists()
