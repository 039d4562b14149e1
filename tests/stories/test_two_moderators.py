"""Two moderators at the same moment: one of them decides, the other is told so. Run on SQLite and on PostgreSQL."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from stories.choices import DecisionKind, DeclineReason, Flag, FlagReason, Status, StealReason
from stories.models import Decision, Story, Submission
from stories.services import claims, moderation
from stories.services.claims import ClaimedByOther
from stories.services.flags import change_flags
from stories.services.moderation import StaleDecision
from stories.services.publication import publish_story
from stories.services.undoing import TooLateToUndo, undo_decision
from tests.factories.stories import both_languages, edit, somebody, submission

pytestmark = pytest.mark.core
Act = Callable[[], Any]


def at_once(*acts: Act) -> list[str]:
    """What became of each act: "done", or the name of its refusal."""
    gate, outcomes = threading.Barrier(len(acts)), []

    def run(act: Act) -> None:
        gate.wait()
        try:
            act()
            outcomes.append("done")
        except (StaleDecision, ClaimedByOther, TooLateToUndo) as refusal:
            outcomes.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


@pytest.fixture
def story(committed_db: None) -> Submission:
    both_languages()
    return submission()


@pytest.fixture
def people(story: Submission) -> list[Any]:
    return [somebody("Moderators", name=name) for name in ("ana", "ben", "cleo")]


def decisions(kind: DecisionKind) -> int:
    return Decision.objects.filter(kind=kind).count()


def test_one_decision_stands_whatever_was_decided(story, people):
    ana, ben, cleo = ({"submission_id": story.pk, "version": 1, "user": user} for user in people)
    outcomes = at_once(
        lambda: publish_story(**ana, edit=edit()),
        lambda: moderation.decline(**ben, reason=DeclineReason.OFF_TOPIC),
        lambda: change_flags(**cleo, flags=[Flag.MINOR], reason=FlagReason.TOLD),
    )
    assert outcomes.count("done") == 1
    assert set(outcomes) - {"done"} <= {"StaleDecision", "ClaimedByOther"}
    story.refresh_from_db()
    assert Story.objects.public().exists() == (story.status == Status.PUBLISHED)
    assert decisions(DecisionKind.PUBLISHED) + decisions(DecisionKind.DECLINED) + decisions(DecisionKind.FLAGGED) == 1


def test_one_person_gets_the_claim(story, people):
    outcomes = at_once(*(lambda user=user: claims.claim(submission_id=story.pk, user=user) for user in people))
    assert outcomes == ["ClaimedByOther", "ClaimedByOther", "done"]
    assert decisions(DecisionKind.CLAIMED) == 1


def test_of_two_who_take_over_the_last_holds_it_and_both_reasons_are_kept(story, people):
    ana, ben, cleo = people
    claims.claim(submission_id=story.pk, user=ana)
    outcomes = at_once(
        *(
            lambda user=user: claims.claim(submission_id=story.pk, user=user, steal_reason=StealReason.AWAY)
            for user in (ben, cleo)
        )
    )
    assert outcomes == ["done", "done"]
    taken = list(Decision.objects.filter(reason=StealReason.AWAY).order_by("pk"))
    story.refresh_from_db()
    assert len(taken) == 2
    assert story.claimed_by == taken[-1].user


def test_undo_pressed_twice_undoes_once(story, people):
    moderation.decline(submission_id=story.pk, version=1, user=people[0], reason=DeclineReason.SPAM)
    who = {"submission_id": story.pk, "version": 2, "user": people[0]}
    outcomes = at_once(*[lambda: undo_decision(**who)] * 2)
    assert outcomes == ["StaleDecision", "done"]
    story.refresh_from_db()
    assert story.status == Status.NEW
    assert decisions(DecisionKind.UNDONE) == 1
