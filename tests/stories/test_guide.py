"""The guide: where it is found, in which language, and that it and its translation say the same things."""

import re

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from stories.views.guide import as_html, guide_text
from tests.core.html import Html
from tests.factories.stories import both_languages
from tests.stories.staff import Staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Staff:
    both_languages()
    return Staff("Moderators", name="ana")


def test_the_queue_and_the_dashboard_lead_to_it(ana):
    for page in (reverse("stories_admin:queue"), reverse("wagtailadmin_home")):
        html = Html(ana.get(page).content.decode())
        assert reverse("stories_admin:guide") in {link.get("href") for link in html.all("a")}, page


@pytest.mark.parametrize(
    ("language", "words"), [("en", "988 answers day and night"), ("es", "contesta de día y de noche")]
)
def test_it_speaks_the_readers_language_and_says_what_to_do_in_danger(ana, language, words):
    profile = {"HTTP_ACCEPT_LANGUAGE": language}
    with translation.override(language):
        page = Html(ana.get(reverse("stories_admin:guide"), **profile).content.decode())
    assert words in page.text
    assert len(page.all("h1")) == 1


def test_who_has_nothing_to_do_with_stories_does_not_get_it():
    assert Staff("Editors", name="eva").get(reverse("stories_admin:guide")).status_code == 302


def test_each_language_has_the_same_chapters_steps_and_tables():
    def shape(language: str) -> list[str]:
        return re.findall(r"^(##|\d\.|\||-)(?= |-)", guide_text(language), re.MULTILINE)

    codes = [code for code, _name in settings.LANGUAGES if code != "en"]
    assert all(shape(code) == shape("en") for code in codes)


def test_a_language_without_a_translation_reads_english():
    assert guide_text("../es") == guide_text("fr") == guide_text("en")


def test_html_in_the_text_is_shown_not_run():
    assert "<script>" not in as_html("<script>alert(1)</script>")
