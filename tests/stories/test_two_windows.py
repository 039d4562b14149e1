"""A storyteller presses twice, or in two windows at the same moment. Run on SQLite and on PostgreSQL."""

from typing import Any

import pytest

from stories.models import Draft, Submission
from stories.services.drafts import Unfinished, find_draft, forget_draft, save_draft
from stories.services.sent_forms import AlreadySent
from stories.services.sharing import SharedStory
from tests.factories.stories import shared
from tests.stories.test_at_once import at_once

pytestmark = [pytest.mark.core, pytest.mark.usefixtures("committed_db")]


def send() -> SharedStory:
    return shared(form_key="one")


def put_aside() -> str:
    unfinished = Unfinished(values={"body": "Half of it"}, photo_tokens=[], step="story", form_key="one")
    return save_draft(unfinished=unfinished, language="en")


def kind(answer: Any) -> str:
    return type(answer).__name__


def test_four_clicks_send_one_story_with_one_receipt() -> None:
    answers = at_once(*[send] * 4)
    assert len({answer.receipt for answer in answers}) == 1
    assert sorted(answer.is_new for answer in answers) == [False, False, False, True]
    assert Submission.objects.count() == 1


def test_four_clicks_put_one_draft_aside_and_erasing_it_leaves_none() -> None:
    (words,) = set(at_once(*[put_aside] * 4))
    forget_draft(draft=find_draft(words))
    assert not Draft.objects.exists()


def test_of_sending_and_putting_aside_at_once_the_story_is_sent_and_no_draft_is_left() -> None:
    answers = at_once(send, put_aside, send, put_aside)
    assert {kind(answer) for answer in answers} <= {"SharedStory", "str", AlreadySent.__name__}
    assert [kind(answer) for answer in answers].count("SharedStory") == 2
    assert Submission.objects.count() == 1
    assert not Draft.objects.exists()


def test_erasing_and_saving_at_once_leaves_one_whole_draft_or_none() -> None:
    words = put_aside()
    draft = find_draft(words)
    at_once(lambda: forget_draft(draft=draft), put_aside)
    assert Draft.objects.count() <= 1
    if Draft.objects.exists():
        assert find_draft(words)
