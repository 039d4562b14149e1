"""Pages, drafts and what is being translated keep saying who reads letters first."""

import copy
import json
from importlib import import_module

import pytest
from django.apps import apps
from wagtail.models import Locale, Revision
from wagtail_localize.models import TranslationSource

from cms.actions.letter_starter_kit import make_letter_page
from cms.actions.models import LetterPage

migration = import_module("cms.actions.migrations.0008_letter_review")
OTHERS = {"title": "Write", "writing_help": [], "needs_reviewers": 1}


@pytest.mark.parametrize(("box", "choice"), [(True, "all"), (False, "off")])
def test_a_copy_is_changed_and_changed_back(box: bool, choice: str) -> None:
    content = {**OTHERS, "needs_review": box}
    new = migration.with_choice(copy.deepcopy(content))
    assert new == {**OTHERS, "review": choice}
    assert migration.with_box({**new, "sample_one_in": 5}) == content


def test_a_sample_becomes_each_one_on_the_way_back() -> None:
    assert migration.with_box({"review": "sample", "sample_one_in": 9}) == {"needs_review": True}


def test_a_copy_that_says_nothing_stays_as_it_is_and_twice_is_once() -> None:
    assert migration.with_choice(dict(OTHERS)) == OTHERS
    assert migration.with_box(dict(OTHERS)) == OTHERS
    assert migration.with_choice({"review": "sample"}) == {"review": "sample"}


@pytest.fixture
def page(site: object) -> LetterPage:
    make_letter_page()
    found: LetterPage = LetterPage.objects.get(locale=Locale.get_default())
    return found


def old_copies(page: LetterPage) -> Revision:
    """A draft and a source of a translation as they were stored before: held."""
    page.title = "A new draft"
    revision = page.save_revision()
    revision.content = migration.with_box({**revision.content, "review": "all"})
    revision.save(update_fields=["content"])
    revision.refresh_from_db()
    source, _is_new = TranslationSource.get_or_create_from_instance(page)
    source.content_json = json.dumps(revision.content)
    source.save()
    return revision


def test_a_draft_of_a_page_that_held_letters_still_holds_them(page: LetterPage) -> None:
    revision = old_copies(page)
    assert "review" not in revision.content
    migration.rewrite_copies(apps, migration.with_choice)
    revision.refresh_from_db()
    assert revision.content["review"] == "all"
    assert "needs_review" not in revision.content
    revision.publish()
    page.refresh_from_db()
    assert (page.title, page.review) == ("A new draft", "all")
    assert TranslationSource.objects.get_for_instance(page).as_instance().review == "all"


def test_the_way_back_gives_drafts_their_box(page: LetterPage) -> None:
    revision = old_copies(page)
    migration.rewrite_copies(apps, migration.with_choice)
    migration.rewrite_copies(apps, migration.with_box)
    revision.refresh_from_db()
    assert revision.content["needs_review"] is True
    assert {"review", "sample_one_in"}.isdisjoint(revision.content)
    source = json.loads(TranslationSource.objects.get_for_instance(page).content_json)
    assert source["needs_review"] is True


def test_copies_of_other_pages_are_left_alone(page: LetterPage) -> None:
    other = page.get_parent().specific
    revision = other.save_revision()
    before = Revision.objects.get(pk=revision.pk).content
    migration.rewrite_copies(apps, migration.with_box)
    assert Revision.objects.get(pk=revision.pk).content == before


def test_the_starter_page_says_it_in_both_languages(page: LetterPage) -> None:
    assert set(LetterPage.objects.values_list("review", "sample_one_in")) == {("off", 5)}
