"""Stories on any page: what their tellers allow at that moment, and never a word of them in the page itself."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page, Revision
from wagtail.search.models import IndexEntry
from wagtail_localize.models import TranslationSource

from cms.core.blocks.more import MoreBlock
from cms.core.checks import page_types
from home.models import ContentPage
from stories.blocks import stories_to_choose, topics_to_choose
from stories.models import Story, Topic
from stories.services.withdrawal import withdraw_story
from tests.factories.site import logged_in
from tests.stories.reading import main, page, tell, translate

pytestmark = pytest.mark.usefixtures("wall")
MORE = MoreBlock()


def newest(number: int = 2, topic: str = "") -> dict[str, Any]:
    return {"type": "newest_stories", "value": {"number": number, "topic": topic}}


def chosen(*stories: Story) -> dict[str, Any]:
    return {"type": "chosen_stories", "value": [story.slug for story in stories]}


def with_more(*blocks: dict[str, Any]) -> Any:
    """A plain page with these blocks below it."""
    home = Page.objects.get(depth=2, locale__language_code="en")
    made = home.add_child(instance=ContentPage(title="About us", slug="about-us", more=json.dumps(blocks)))
    made.save_revision().publish()
    return ContentPage.objects.get(pk=made.pk)


def titles(html: str) -> list[str]:
    return [part.split("</a>")[0].split(">")[-1] for part in html.split("<h3>")[1:]]


def shown(client: Client, at: Page) -> list[str]:
    return titles(main(client.get(at.url)))


class TestNewest:
    def test_as_many_as_the_editor_wants_newest_first(self, client: Client) -> None:
        for title in ("One", "Two", "Three"):
            tell(title)
        assert shown(client, with_more(newest(2))) == ["Three", "Two"]

    def test_of_one_topic_in_whatever_language_it_was_told(self, client: Client) -> None:
        topic = Topic.objects.filter(locale__language_code="en").order_by("pk").first()
        assert topic is not None
        spanish = topic.get_translations().get()
        tell("With it", topics=(topic.slug,))
        tell("Con él", language="es", topics=(spanish.slug,))
        tell("Without")
        about = with_more(newest(6, str(topic.translation_key)))
        assert shown(client, about) == ["Con él", "With it"]

    def test_each_once_in_the_readers_language(self, client: Client) -> None:
        translate(tell("Nueve días", language="es"), "en", "Nine days")
        assert shown(client, with_more(newest(6))) == ["Nine days"]


class TestChosen:
    def test_in_the_order_of_the_editor(self, client: Client) -> None:
        one, two, three = tell("One"), tell("Two"), tell("Three")
        assert shown(client, with_more(chosen(two, three, one))) == ["Two", "Three", "One"]

    @pytest.mark.parametrize("value", [[], [""], ["gone"], ["../en", "<script>"]])
    def test_what_is_none_is_left_out(self, client: Client, value: list[str]) -> None:
        assert shown(client, with_more({"type": "chosen_stories", "value": value})) == []


class TestTakenBack:
    @pytest.mark.parametrize("kind", ["newest", "chosen"])
    def test_it_leaves_every_page_at_once(self, client: Client, kind: str) -> None:
        story = tell("Nine days")
        about = with_more(newest() if kind == "newest" else chosen(story))
        assert shown(client, about) == ["Nine days"]
        withdraw_story(submission_id=story.submission_id)
        html = page(client.get(about.url))
        assert "Nine days" not in html
        assert "Stories, told by" not in html

    def test_no_cache_shows_the_page_without_asking(self, client: Client) -> None:
        about = with_more(newest())
        assert "no-cache" in client.get(about.url)["Cache-Control"]
        about.more = []
        about.save_revision().publish()
        assert "no-cache" not in client.get(about.url).get("Cache-Control", "")

    def test_page_revisions_and_search_never_knew_its_words(self, client: Client) -> None:
        about = with_more(chosen(tell("Xylophone")))
        assert shown(client, about) == ["Xylophone"]
        assert "Xylophone" not in json.dumps([row.content for row in Revision.objects.for_instance(about)])
        assert "Xylophone" not in str(about.more.raw_data)
        index = IndexEntry.objects.get(content_type__model="contentpage", object_id=str(about.pk))
        assert "xylophone" not in f"{index.title} {index.body} {index.autocomplete}".lower()


class TestEditors:
    def test_a_translated_page_follows_its_source_and_copies_no_story(self) -> None:
        one, two = tell("One"), tell("Two")
        about, spanish = with_more(chosen(one)), Locale.objects.get(language_code="es")
        for stories in ((one,), (two,)):
            about.more = json.dumps([chosen(*stories)])
            about.save_revision().publish()
            source, _made = TranslationSource.update_or_create_from_instance(about)
            source.create_or_update_translation(spanish, publish=True, fallback=True)
        assert list(about.get_translation(spanish).more[0].value) == [two.slug]
        assert Story.objects.filter(locale=spanish).count() == 0
        assert not TranslationSource.objects.filter(object_id=two.translation_key).exists()

    def test_they_choose_among_what_is_public_as_it_was_told(self) -> None:
        story = tell("Nine days")
        translate(story, "es", "Nueve días")
        gone = tell("Gone")
        withdraw_story(submission_id=gone.submission_id)
        assert [slug for slug, _title in stories_to_choose()] == [story.slug]

    def test_they_choose_topics_in_their_language(self) -> None:
        names = Topic.objects.filter(locale__language_code="en").order_by("name").values_list("name", flat=True)
        assert [name for _key, name in topics_to_choose()] == list(names)

    def test_every_page_type_offers_it_last(self) -> None:
        last = {kind._meta.label: kind.content_panels[-1] for kind in page_types()}
        assert {label for label, panel in last.items() if getattr(panel, "field_name", "") != "more"} == set()

    @pytest.mark.parametrize("name", MORE.child_blocks)
    def test_each_block_says_what_it_is_and_shows_a_made_up_card(self, name: str) -> None:
        tell("Nine days")
        block = MORE.child_blocks[name]
        assert len(str(block.get_description())) > 30
        html = page(logged_in().get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix}))
        assert "quote--story" in html
        assert "Nine days" not in html


def test_it_costs_one_query_for_each_block(client: Client, django_assert_max_num_queries: Any) -> None:
    stories = [tell(str(number)) for number in range(6)]
    about = with_more()
    client.get(about.url)
    with django_assert_max_num_queries(50) as without:
        client.get(about.url)
    about.more = json.dumps([newest(6), chosen(*stories)])
    about.save_revision().publish()
    with django_assert_max_num_queries(len(without) + 2):
        assert len(shown(client, about)) == 12
