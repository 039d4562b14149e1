"""The front page: published actions appear at once, help is one field away, in both languages."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale, Page, PageViewRestriction, Site

from cms.actions.models import ActionPage
from cms.actions.models.listing import action_types
from home.models import ContentPage, HomePage
from tests.factories.site import page_in


def publish_action(title: str, code: str = "en", **fields: Any) -> ActionPage:
    index = page_in(code, "act" if code == "en" else "actua")
    page: ActionPage = index.add_child(instance=ActionPage(title=title, locale=index.locale, **fields))
    return page


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


class TestLanguageAtTheRoot:
    @pytest.mark.parametrize(
        ("accepted", "target"),
        [
            ("es-MX,es;q=0.9,en;q=0.5", "/es/"),
            ("en-US", "/en/"),
            ("fr", "/en/"),
            ("", "/en/"),
            ("*", "/en/"),
            ("not a language;;q=x", "/en/"),
        ],
    )
    def test_chooses_by_the_browsers_language(self, site: Site, client: Client, accepted: str, target: str) -> None:
        response = client.get("/", headers={"accept-language": accepted})
        assert response.status_code == 302
        assert response.headers["Location"] == target
        assert "Accept-Language" in response.headers["Vary"]

    def test_never_redirects_a_page_that_names_its_language(self, site: Site, client: Client) -> None:
        assert client.get("/en/", headers={"accept-language": "es"}).status_code == 200

    def test_the_root_sets_no_cookie(self, site: Site, client: Client) -> None:
        assert not client.get("/", headers={"accept-language": "es"}).cookies


class TestWhatIsShown:
    def test_each_language_has_its_own_words(self, site: Site, client: Client) -> None:
        english, spanish = text_of(client, "/en/"), text_of(client, "/es/")
        assert '<html lang="en"' in english
        assert "Children belong" in english
        assert '<html lang="es"' in spanish
        assert "El lugar de los niños es" in spanish
        assert "Children belong" not in spanish

    def test_the_marked_phrase_is_marked(self, site: Site, client: Client) -> None:
        assert '<span class="mark">with their parents.</span>' in text_of(client, "/en/")

    def test_shows_nothing_unsafe_that_an_editor_typed(self, site: Site, client: Client) -> None:
        HomePage.objects.filter(locale__language_code="en").update(headline="<script>alert(1)</script>")
        html = text_of(client, "/en/")
        assert "<script>alert(1)" not in html
        assert "&lt;script&gt;alert(1)" in html

    def test_has_no_inline_style_or_script(self, site: Site, client: Client) -> None:
        html = text_of(client, "/en/")
        assert " style=" not in html
        assert "<style" not in html
        assert "<script>" not in html

    def test_sets_no_cookie(self, site: Site, client: Client) -> None:
        assert not client.get("/en/").cookies


class TestActions:
    def test_lists_them_in_the_order_of_the_tree(self, site: Site, client: Client) -> None:
        html = text_of(client, "/en/")
        titles = ["Call your members of Congress", "Visit their office", "Tell three people", "Sign the petition"]
        places = [html.index(f">{title}</a>") for title in titles]
        assert places == sorted(places)

    def test_a_published_action_is_there_at_once_with_its_time(self, site: Site, client: Client) -> None:
        assert "Write to the governor" not in text_of(client, "/en/")
        publish_action("Write to the governor", summary="One page by post.", time_promise=1)
        html = text_of(client, "/en/")
        assert "Write to the governor" in html
        assert "One page by post." in html
        assert "1 minute<" in " ".join(html.split()).replace("1 minute <", "1 minute<")

    def test_an_action_of_the_other_language_is_not_there(self, site: Site, client: Client) -> None:
        publish_action("Escriba al gobernador", "es")
        assert "Escriba al gobernador" not in text_of(client, "/en/")
        assert "Escriba al gobernador" in text_of(client, "/es/")

    def test_a_draft_is_not_there(self, site: Site, client: Client) -> None:
        publish_action("Still a draft", live=False)
        assert "Still a draft" not in text_of(client, "/en/")

    def test_an_unpublished_action_is_gone(self, site: Site, client: Client) -> None:
        page_in("en", "call").unpublish()
        assert "Call your members of Congress" not in text_of(client, "/en/")

    def test_a_private_action_is_not_there(self, site: Site, client: Client) -> None:
        page = publish_action("For members only")
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
        assert "For members only" not in text_of(client, "/en/")

    def test_works_without_any_action(self, site: Site, client: Client) -> None:
        Page.objects.type(*action_types()).update(live=False)
        html = text_of(client, "/en/")
        assert 'id="act"' not in html
        assert 'href="#act"' not in html
        assert 'class="placard"' not in html


class TestLinkedPages:
    def choose(self, name: str, page: Page | None) -> None:
        for home in HomePage.objects.all():
            setattr(home, name, page)
            home.save()

    def test_without_a_finder_there_is_no_search_box(self, site: Site, client: Client) -> None:
        self.choose("help_page", None)
        html = text_of(client, "/en/")
        assert 'name="zip"' not in html
        assert 'href="#help"' not in html

    def test_the_search_box_leads_to_the_finder_of_this_language(self, site: Site, client: Client) -> None:
        self.choose("help_page", page_in("en", "safety"))
        assert 'action="/en/safety/"' in text_of(client, "/en/")
        assert 'action="/es/seguridad/"' in text_of(client, "/es/")

    def test_the_search_box_is_a_get_form_that_names_its_field(self, site: Site, client: Client) -> None:
        self.choose("help_page", page_in("en", "safety"))
        html = text_of(client, "/en/")
        assert 'method="get"' in html
        assert '<label for="home-zip">' in html
        assert "csrfmiddlewaretoken" not in html

    def test_a_page_without_translation_is_not_offered_there(self, site: Site, client: Client) -> None:
        only_english = site.root_page.add_child(
            instance=ContentPage(title="Only English", slug="only", locale=Locale.objects.get(language_code="en"))
        )
        self.choose("letter_page", only_english)
        assert "/en/only/" in text_of(client, "/en/")
        assert "/only/" not in text_of(client, "/es/")

    def test_an_unpublished_page_is_not_offered(self, site: Site, client: Client) -> None:
        page = page_in("en", "safety")
        self.choose("stories_page", page)
        page.unpublish()
        assert "Read the stories" not in text_of(client, "/en/")

    def test_a_deleted_page_leaves_the_home_page_standing(self, site: Site, client: Client) -> None:
        page = page_in("en", "safety")
        self.choose("stories_page", page)
        page.delete()
        assert "Read the stories" not in text_of(client, "/en/")

    def test_answers_every_link_in_one_query_whatever_their_number(
        self, site: Site, django_assert_num_queries: Any
    ) -> None:
        home = HomePage.objects.get(locale__language_code="es")
        with django_assert_num_queries(1):
            links = home.linked_pages()
        assert set(links) == set(HomePage.LINKS)
        assert links["campaign_page"] == page_in("es", "familias-juntas").page_ptr


class TestRouting:
    @pytest.mark.parametrize("path", ["/en/act/", "/en/act/call/", "/es/actua/llamar/", "/es/privacidad/"])
    def test_finds_pages_at_every_depth(self, site: Site, client: Client, path: str) -> None:
        assert client.get(path).status_code == 200

    @pytest.mark.parametrize(
        "path",
        [
            "/en/call/",
            "/en/act/call/call/",
            "/en/act/llamar/",
            "/es/act/call/",
            "/en/safety/act/",
            "/en/act/%F0%9F%98%80/",
            "/en/act/..%2Fcall/",
            "/en/" + "act/" * 300,
            "/en/home/",
        ],
    )
    def test_finds_nothing_where_nothing_is(self, site: Site, client: Client, path: str) -> None:
        assert client.get(path).status_code == 404

    def test_a_draft_is_not_found_but_a_live_page_below_it_is(self, site: Site, client: Client) -> None:
        page_in("en", "act").unpublish()
        assert client.get("/en/act/").status_code == 404
        assert client.get("/en/act/call/").status_code == 200

    def test_takes_one_query_for_the_way_and_one_for_the_page(
        self, site: Site, rf: Any, django_assert_num_queries: Any
    ) -> None:
        home = HomePage.objects.get(locale__language_code="en")
        with django_assert_num_queries(2):
            result = home.route(rf.get("/"), ["act", "call"])
        assert result.page == page_in("en", "call")


class TestSpeed:
    @pytest.mark.parametrize("path", ["/en/", "/es/"])
    def test_takes_at_most_twelve_queries(
        self, site: Site, client: Client, django_assert_max_num_queries: Any, path: str
    ) -> None:
        client.get(path)
        with django_assert_max_num_queries(12):
            client.get(path)

    def test_more_actions_take_no_more_queries(
        self, site: Site, client: Client, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(10):
            publish_action(f"Action {number}")
        client.get("/en/")
        with django_assert_max_num_queries(12):
            client.get("/en/")
