"""What everybody sees: the wall with its filters and each story, in both languages."""

import json
import re
from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from cms.core import clock as site_clock
from stories.choices import Scope
from stories.models import Consent, PublicPhoto, StoriesPage, Story, Submission
from stories.services.publication import publish_story
from stories.services.withdrawal import withdraw_story
from stories.starter_kit import make_page, make_samples, make_topics
from tests.factories.stories import both_languages, edit, published, submission
from tests.stories.reading import WALLS, main, page, tell, translate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def locales():
    both_languages()


class TestWall:
    pytestmark = pytest.mark.usefixtures("wall")

    @pytest.mark.parametrize("language", ["en", "es"])
    def test_an_approved_story_is_on_the_wall_at_once(self, client, language):
        tell("Nine days", language=language)
        shown = main(client.get(WALLS[language]))
        assert "Nine days" in shown
        assert "The words of Nine days." in shown

    def test_an_empty_wall_invites(self, client):
        shown = main(client.get(WALLS["en"]))
        assert "No story is here yet" in shown
        assert reverse("stories:share") in shown

    def test_what_was_taken_back_is_gone(self, client):
        story = tell("Nine days")
        withdraw_story(submission_id=story.submission_id)
        assert "Nine days" not in page(client.get(WALLS["en"]))

    def test_a_closed_consent_empties_the_wall_by_itself(self, client):
        tell("Nine days")
        Consent.objects.filter(scope=Scope.PUBLISH_TEXT).update(withdrawn_at=site_clock.now())
        assert "Nine days" not in page(client.get(WALLS["en"]))

    def test_each_story_is_there_once_in_the_readers_language_or_as_it_was_told(self, client):
        both = tell("Nine days")
        translate(both, "es", "Nueve días")
        tell("Solo en español", language="es")
        english, spanish = main(client.get(WALLS["en"])), main(client.get(WALLS["es"]))
        assert "Nine days" in english
        assert "Nueve días" not in english
        assert "Solo en español" in english
        assert 'lang="es"' in english
        assert "Nueve días" in spanish
        assert "Nine days" not in spanish

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("", {"Texas story", "Arizona story", "Cuento"}),
            ("topic=asylum", {"Texas story"}),
            ("state=AZ", {"Arizona story"}),
            ("language=es", {"Cuento"}),
            ("topic=asylum&state=TX&language=en", {"Texas story"}),
            ("topic=asylum&state=AZ", set()),
            ("topic=nothing&state=ZZ&language=xx", {"Texas story", "Arizona story", "Cuento"}),
            ("topic=<script>&state='--&page=x", {"Texas story", "Arizona story", "Cuento"}),
            ("topic=asylum&topic=reunion", set()),
        ],
    )
    def test_filters(self, client, query, expected):
        tell("Texas story", state="TX", topics=("asylum", "detention"))
        tell("Arizona story", state="AZ", topics=("detention",))
        tell("Cuento", language="es", state="CA")
        shown = main(client.get(f"{WALLS['en']}?{query}"))
        assert {title for title in ("Texas story", "Arizona story", "Cuento") if title in shown} == expected
        assert "<script>" not in shown
        if not expected:
            assert "No story fits this choice yet" in shown

    def test_only_states_with_a_story_are_offered(self, client):
        tell("Texas story", state="TX")
        shown = main(client.get(WALLS["en"]))
        assert '<option value="TX"' in shown
        assert '<option value="AZ"' not in shown

    def test_many_stories_come_in_pages_that_keep_the_choice(self, client):
        for number in range(14):
            tell(f"Story {number}", state="TX")
        first = main(client.get(f"{WALLS['en']}?state=TX"))
        assert first.count("<article") == 12
        assert "?state=TX&amp;page=2" in first
        assert main(client.get(f"{WALLS['en']}?state=TX&page=2")).count("<article") == 2

    @pytest.mark.parametrize("count", [1, 12])
    def test_at_most_twelve_queries(self, client, count, django_assert_max_num_queries):
        for number in range(count):
            tell(f"Story {number}", topics=("asylum",))
        client.get(WALLS["en"])
        with django_assert_max_num_queries(12):
            client.get(f"{WALLS['en']}?topic=asylum&state=NM")

    def test_a_reader_gets_no_cookie_and_a_way_out(self, client):
        response = client.get(WALLS["en"])
        assert not response.cookies
        assert "data-exit" in page(response)
        assert "<title>Information</title>" in page(response)

    def test_states_are_counted_from_three_stories_on(self, client):
        for number in range(3):
            tell(f"Texas {number}", state="TX")
        translate(tell("Arizona", state="AZ"), "es", "En Arizona")
        for number in range(2):
            tell(f"Nowhere {number}", state="")
        shown = main(client.get(WALLS["en"])).split("Where these stories come from")[1]
        rows = re.findall(r'<th scope="row">(?:<a [^>]*>)?([^<]+).*?<td>(\d+)</td>', shown)
        assert rows == [("Texas", "3"), ("Other states, or no state named", "3")]
        assert "Where these stories come from" not in main(client.get(f"{WALLS['en']}?state=TX"))

    def test_a_few_stories_show_no_map(self, client):
        tell("Texas", state="TX")
        assert "Where these stories come from" not in main(client.get(WALLS["en"]))

    def test_samples_are_marked(self, client):
        story = tell("Nine days")
        Story.objects.filter(pk=story.pk).update(is_sample=True)
        assert "Sample: invented" in main(client.get(WALLS["en"]))
        assert "Sample: invented" in main(client.get(story.url_in("en")))


class TestStory:
    @pytest.fixture
    def story(self) -> Story:
        published()
        return Story.objects.get()

    def test_it_shows_the_edited_text_and_only_the_month(self, story, client):
        Story.objects.update(month=date(2026, 3, 1))
        shown = main(client.get(story.url_in("en")))
        assert "A family waited nine days" in shown
        assert "A mother" in shown
        assert "March 2026" in shown
        assert "We waited" not in shown

    def test_its_address_is_neutral(self, story):
        path = story.url_in("en").removeprefix("/en/stories/").strip("/")
        assert path == story.slug
        assert not any(word in path for word in ("nine", "ximena", "nm", str(story.submission_id)[:8]))

    def test_in_the_other_language_it_says_that_this_is_the_original(self, story, client):
        response = client.get(story.url_in("es"))
        assert response.status_code == 200
        assert 'lang="en"' in main(response)
        assert "alert--info" in main(response)

    def test_a_translation_has_the_same_address(self, story, client):
        translate(story, "es", "Nueve días")
        assert "Nueve días" in main(client.get(story.url_in("es")))
        assert "Nine days" in main(client.get(story.url_in("en")))

    def test_a_translation_whose_permission_ended_gives_way_to_the_original(self, story, client):
        translate(story, "es", "Nueve días")
        Consent.objects.filter(scope=Scope.TRANSLATE).update(withdrawn_at=site_clock.now())
        shown = main(client.get(story.url_in("es")))
        assert "Nueve días" not in shown
        assert "Nine days" in shown

    def test_taken_back_it_answers_410_in_both_languages(self, story, client):
        withdraw_story(submission_id=story.submission_id)
        for language in ("en", "es"):
            response = client.get(story.url_in(language))
            assert response.status_code == 410
            assert "nine days" not in page(response).lower()

    @pytest.mark.parametrize("slug", ["nothinghere", "share2", "receipt-x", "1"])
    def test_an_unknown_address_is_not_found(self, client, slug):
        assert client.get(f"/en/stories/{slug}/").status_code == 404

    def test_hostile_text_is_text(self, client):
        story = tell("<script>alert(1)</script>", name="")
        shown = page(client.get(story.url_in("en")))
        assert "<script>alert" not in shown
        assert "&lt;script&gt;alert(1)" in shown

    def test_photos_show_only_while_they_are_allowed(self, story, client):
        PublicPhoto.objects.create(
            submission_id=story.submission_id, file_name="stories/abc.jpg", alt="A bridge", width=60, height=40
        )
        assert "A bridge" in main(client.get(story.url_in("en")))
        Consent.objects.filter(scope=Scope.PUBLISH_PHOTO).update(withdrawn_at=site_clock.now())
        assert "A bridge" not in main(client.get(story.url_in("en")))

    def test_the_state_is_public_only_where_the_page_names_it(self, client):
        """A filter or a map that knew more than the page would give a small place away."""
        for number, (place, state) in enumerate(
            [("New Mexico", "NM"), ("Nuevo México", "NM"), ("Columbus, NM", "NM"), ("The Southwest", ""), ("", "")]
        ):
            sent = submission(state="NM", form_key=f"place-{number}")
            shown = publish_story(submission_id=sent.pk, version=1, user=None, edit=edit(place_label=place))
            assert shown.state == state, place

    def test_search_engines_get_what_the_page_shows_and_the_month(self, story, client):
        Story.objects.update(month=date(2026, 3, 1), title="Nine </script><b> days")
        html = page(client.get(story.url_in("en")))
        block = html.split('<script type="application/ld+json">')[1].split("</script>")[0]
        data = json.loads(block)
        assert (data["headline"], data["datePublished"]) == ("Nine </script><b> days", "2026-03")
        assert data["author"] == {"@type": "Person", "name": "A mother"}
        assert str(story.submission_id) not in html

    def test_a_shared_link_shows_its_words_only_with_a_yes_to_social_media(self, story, client):
        html = page(client.get(story.url_in("en")))
        assert '<meta property="og:title" content="Nine days">' in html
        assert "https://wa.me/" in html
        Consent.objects.filter(scope=Scope.SOCIAL).update(withdrawn_at=site_clock.now())
        html = page(client.get(story.url_in("en")))
        assert '<meta property="og:title" content="A story">' in html
        assert "og:description" in html
        assert "A family waited" not in html.split("og:description")[1].split(">")[0]
        assert "https://wa.me/" not in html

    def test_only_real_versions_are_alternates(self, story, client):
        alone = page(client.get(story.url_in("es")))
        assert f'rel="canonical" href="http://testserver{story.url_in("en")}"' in alone
        assert 'rel="alternate" hreflang="es"' not in alone
        translate(story, "es", "Nueve días")
        both = page(client.get(story.url_in("es")))
        assert f'rel="canonical" href="http://testserver{story.url_in("es")}"' in both
        assert f'hreflang="en" href="http://testserver{story.url_in("en")}"' in both

    def test_it_leads_to_others_that_have_most_in_common(self, wall, client):
        story = tell("Mine", topics=("asylum", "detention"))
        for title, topics in {"Far": (), "Near": ("asylum", "detention"), "Nearer": ("asylum",), "Old": ()}.items():
            tell(title, topics=topics)
        withdraw_story(submission_id=tell("Gone", topics=("asylum", "detention")).submission_id)
        others = main(client.get(story.url_in("en"))).split("Others who tell")[1]
        assert [others.index(f">{title}<") for title in ("Near", "Nearer", "Old")] == sorted(
            others.index(f">{title}<") for title in ("Near", "Nearer", "Old")
        )
        assert not any(f">{title}<" in others for title in ("Mine", "Far", "Gone"))

    @pytest.mark.parametrize(("language", "slug"), [("en", "act"), ("es", "actua")])
    def test_it_leads_on_to_what_a_reader_can_do(self, story, wall, client, language, slug):
        StoriesPage.objects.update(next_page=Page.objects.get(locale__language_code="en", depth=3, slug="act"))
        assert f'href="/{language}/{slug}/"' in main(client.get(story.url_in(language)))

    def test_a_next_page_that_is_not_public_is_not_shown(self, story, wall, client):
        hidden = Page.objects.get(locale__language_code="en", depth=3, slug="act")
        StoriesPage.objects.update(next_page=hidden)
        Page.objects.filter(pk=hidden.pk).update(live=False)
        assert "what you can do" not in main(client.get(story.url_in("en")))

    def test_few_queries(self, wall, client, django_assert_max_num_queries):
        StoriesPage.objects.update(next_page=Page.objects.get(locale__language_code="en", depth=3, slug="act"))
        for number in range(4):
            tell(f"Story {number}", topics=("asylum",))
        story = tell("Mine", topics=("asylum",))
        client.get(story.url_in("en"))
        with django_assert_max_num_queries(12):
            client.get(story.url_in("en"))


class TestStarterKit:
    pytestmark = pytest.mark.usefixtures("wall")

    def test_samples_are_public_in_both_languages_and_in_the_queue_and_marked(self, client, settings):
        assert make_samples() == 12
        assert (make_samples(), make_topics(), make_page()) == (0, 0, 0)
        assert Story.objects.public().count() == 6
        assert Submission.objects.open().count() == 3
        assert not Submission.objects.filter(is_sample=False).exists()
        for wall in WALLS.values():
            assert main(client.get(wall)).count("Sample: invented") in (0, 3)

    def test_the_page_is_there_in_both_languages(self):
        assert {page.slug for page in StoriesPage.objects.live()} == {"stories", "historias"}
        assert StoriesPage.objects.filter(show_in_menus=True).count() == 2


def test_search_finds_public_stories_only():
    shown = tell("Nightingale")
    hidden = tell("Nightjar")
    withdraw_story(submission_id=hidden.submission_id)
    call_command("update_index", verbosity=0)
    backend = get_search_backend()
    assert list(backend.search("Nightingale", Story)) == [shown]
    assert list(backend.search("Nightjar", Story)) == []


def test_every_page_of_this_app_can_be_opened_without_an_account():
    client = Client()
    for language in ("en", "es"):
        with override(language):
            for name in ("share", "receipt"):
                assert client.get(reverse(f"stories:{name}")).status_code == 200
