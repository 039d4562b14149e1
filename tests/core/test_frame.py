"""What surrounds every page: title, addresses, language switch, exit control, menu, footer."""

from typing import Any

import pytest
from django import forms
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import Locale, Page, Site

from cms.core.languages import language_links
from cms.core.models import SiteSettings
from cms.core.navigation import pages_below_home
from tests.core.html import Html, Node

pytestmark = pytest.mark.django_db

BARE = (
    "{% extends 'base.html' %}{% block title %}Legal help{% endblock %}{% block content %}<h1>Hello</h1>{% endblock %}"
)


class Ask(forms.Form):
    zip_code = forms.CharField()


def show(path: str = "/en/help/", source: str = BARE, **context: Any) -> Html:
    request = RequestFactory().get(path)
    with translation.override(path.split("/")[1]):
        return Html(engines["django"].from_string(source).render(context, request))


def switch(html: Html) -> list[Node]:
    (bar,) = [nav for nav in html.all("nav") if nav.all("li") and nav.get("aria-label") in {"Language", "Idioma"}]
    return bar.all("li")


def _beside_exit(html: Html) -> str:
    strip = html.source.split('class="exit-strip"')[1].split("</aside>")[0]
    return strip.split("</a>", 1)[1]


@pytest.fixture
def spanish() -> Locale:
    return Locale.objects.get_or_create(language_code="es")[0]


@pytest.fixture
def home(spanish: Locale) -> Page:
    """The English front page with its Spanish translation below the root."""
    page = Site.objects.get(is_default_site=True).root_page.specific
    if not page.has_translation(spanish):
        page.copy_for_translation(spanish, copy_parents=True).save_revision().publish()
    return page


@pytest.fixture
def english_only(home: Page) -> Page:
    return home.add_child(instance=Page(title="Help", slug="help", show_in_menus=True))


class TestTitle:
    def test_it_ends_with_the_name_of_the_campaign(self) -> None:
        assert show().one("title").text == "Legal help – Kinship"

    def test_an_editor_may_name_the_campaign(self) -> None:
        SiteSettings.objects.create(site=Site.objects.get(is_default_site=True), brand="Juntos")
        html = show()
        assert html.one("title").text == "Legal help – Juntos"
        assert "Juntos" in html.one("header").text

    def test_errors_come_first(self) -> None:
        assert show(form=Ask({})).one("title").text == "Error: Legal help – Kinship"
        assert show(errors_override=[("No.", "x")]).one("title").text == "Error: Legal help – Kinship"

    def test_a_good_or_unsent_form_is_no_error(self) -> None:
        assert show(form=Ask()).one("title").text == "Legal help – Kinship"
        assert show(form=Ask({"zip_code": "78501"})).one("title").text == "Legal help – Kinship"

    def test_a_sensitive_page_says_nothing_in_the_tab(self) -> None:
        assert show(is_sensitive=True).one("title").text == "Information"
        assert show(is_sensitive=True, form=Ask({})).one("title").text == "Error: Information"

    def test_a_page_lends_its_own_title(self, home: Page) -> None:
        html = show("/en/", "{% extends 'base.html' %}", page=Page(title="Act & win", seo_title="", slug="x"))
        assert html.one("title").text == "Act & win – Kinship"


class TestErrors:
    def test_the_summary_stands_in_main_before_the_heading(self) -> None:
        main = show(form=Ask({})).one("main")
        assert main.source_order("data-error-summary") < main.source_order("h1")

    def test_without_errors_there_is_none(self) -> None:
        assert "data-error-summary" not in show(form=Ask()).source


class TestAddresses:
    def test_canonical_has_no_query_and_alternates_are_absolute(self) -> None:
        html = show("/en/style/?zip=78501")
        links = {(link["rel"], link.get("hreflang")): link["href"] for link in html.all("link")}
        assert links[("canonical", None)] == "http://testserver/en/style/"
        assert links[("alternate", "es")].startswith("http://testserver/es/")
        assert links[("alternate", "en")].startswith("http://testserver/en/")

    def test_a_missing_translation_is_no_alternate(self, english_only: Page) -> None:
        html = show(page=english_only)
        assert [link["hreflang"] for link in html.all("link") if link["rel"] == "alternate"] == ["en"]

    def test_nothing_is_loaded_from_elsewhere(self) -> None:
        html = show(is_sensitive=True)
        loaded = [node["href"] for node in html.all("link") if node["rel"] not in {"canonical", "alternate"}]
        loaded += [node["src"] for node in html.all("script") + html.all("img")]
        assert loaded
        assert all(address.startswith("/static/") for address in loaded)
        assert len(loaded) + 1 <= 8  # requests, with the page itself


class TestLanguageSwitch:
    def test_each_language_is_named_in_itself(self) -> None:
        english, spanish = switch(show())
        assert (english.text, spanish.text) == ("English", "Español")
        assert (english.one("a")["lang"], spanish.one("a")["lang"]) == ("en", "es")
        assert english.one("a")["aria-current"] == "true"
        assert "aria-current" not in spanish.one("a")

    def test_the_query_is_kept(self) -> None:
        _english, spanish = switch(show("/en/style/?zip=78501&service=free%20help"))
        assert spanish.one("a")["href"] == "/es/style/?zip=78501&service=free+help"

    def test_a_query_cannot_break_out_of_the_link(self) -> None:
        html = show("/en/style/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
        assert all(script.get("src") for script in html.all("script"))

    def test_a_begun_form_goes_along_by_a_button(self) -> None:
        english, spanish = switch(show("/en/style/?step=2", switch_form_id="letter"))
        button = spanish.one("button")
        assert button["form"] == "letter"
        assert button["formaction"] == "/es/style/?step=2"
        assert (button["name"], button["value"]) == ("language_switch", "1")
        assert "formnovalidate" in button
        assert button["formmethod"] == "post"
        assert english.all("button") == []

    def test_the_translated_page_is_the_target(self, home: Page, spanish: Locale) -> None:
        html = show("/en/", page=home)
        assert switch(html)[1].one("a")["href"] == "/es/"
        assert "bar__note" not in html.source

    def test_a_missing_translation_is_said_in_words(self, english_only: Page) -> None:
        html = show(page=english_only)
        assert switch(html)[1].one("a")["href"] == "/es/"
        (note,) = [node for node in html.all("p") if node.get("class") == "bar__note"]
        assert note["lang"] == "es"
        assert note.text

    def test_the_page_says_its_own_language(self) -> None:
        for code in ("en", "es"):
            html = show(f"/{code}/style/")
            assert (html.one("html")["lang"], html.one("html")["dir"]) == (code, "ltr")


class TestExit:
    def test_only_sensitive_pages_have_it(self) -> None:
        assert "data-exit" not in show().source
        assert "exit.js" not in show().source
        assert show(is_sensitive=True).with_attribute("data-exit").text == "Leave this site"

    def test_it_works_as_a_plain_link_and_says_nothing_of_us(self) -> None:
        link = show(is_sensitive=True).with_attribute("data-exit")
        assert link["href"] == "https://www.weather.gov/"
        assert link["rel"] == "nofollow noreferrer"
        assert "target" not in link

    def test_an_editor_chooses_where_it_leads(self) -> None:
        SiteSettings.objects.create(site=Site.objects.get(is_default_site=True), exit_url="https://example.org/weather")
        assert show(is_sensitive=True).with_attribute("data-exit")["href"] == "https://example.org/weather"

    def test_it_is_the_first_thing_after_the_skip_link(self) -> None:
        first, second = show(is_sensitive=True).all("a")[:2]
        assert first["href"] == "#main"
        assert "data-exit" in second

    def test_it_does_not_promise_what_it_cannot_do(self) -> None:
        assert "does not delete your browser history" in show(is_sensitive=True).one("aside").text

    def test_the_words_beside_it_link_to_the_page_on_leaving_no_trace_in_this_language(
        self, home: Page, spanish: Locale
    ) -> None:
        words = {"/en/help/": "This does not delete your browser history.", "/es/ayuda/": "Esto no borra el historial"}
        assert all("<a" not in _beside_exit(show(path, is_sensitive=True)) for path in words)
        page = home.add_child(instance=Page(title="Leave no trace", slug="safe"))
        page.copy_for_translation(spanish).save_revision().publish()
        SiteSettings.objects.filter(site__is_default_site=True).update(safety_page=page)
        for path, sentence in words.items():
            beside = _beside_exit(show(path, is_sensitive=True))
            assert f'<a href="{path[:4]}safe' in beside
            assert sentence in beside
        assert "<a" not in _beside_exit(show("/en/safe/", page=page, is_sensitive=True))


class TestMenuAndFooter:
    def test_the_menu_has_live_pages_of_this_language_and_marks_the_present_one(self, english_only: Page) -> None:
        english_only.get_parent().add_child(instance=Page(title="Draft", slug="draft", show_in_menus=True, live=False))
        english_only.get_parent().add_child(instance=Page(title="Hidden", slug="hidden"))
        (link,) = show("/en/help/", page=english_only).one("details").all("a")
        assert (link.text, link["aria-current"]) == ("Help", "page")
        assert "aria-current" not in show("/en/").one("details").one("a")

    def test_without_pages_there_is_no_menu_to_open(self, spanish: Locale) -> None:
        assert show("/es/nada/").all("details") == []

    def test_the_footer_says_what_we_are_and_who_runs_it(self) -> None:
        SiteSettings.objects.create(
            site=Site.objects.get(is_default_site=True),
            run_by="Neighbors of the valley",
            hotline="+18554401800",
            contact_email="hello@example.org",
        )
        footer = show().one("footer")
        assert "Information, not legal advice" in footer.text
        assert "Neighbors of the valley" in footer.text
        assert [link["href"] for link in footer.all("a")] == ["tel:+18554401800", "mailto:hello@example.org"]

    def test_the_footer_says_who_runs_it_in_spanish_too(self) -> None:
        SiteSettings.objects.create(
            site=Site.objects.get(is_default_site=True), run_by="Neighbors of the valley", run_by_es="Vecinos del valle"
        )
        assert "Vecinos del valle" in show("/es/").one("footer").text
        assert "Neighbors of the valley" in show("/en/").one("footer").text

    def test_menus_and_language_switch_share_one_query(
        self, english_only: Page, spanish: Locale, django_assert_num_queries: Any
    ) -> None:
        translated = english_only.copy_for_translation(spanish, copy_parents=True)
        translated.live = True
        translated.save()
        request = RequestFactory().get("/en/help/")
        english_only.get_url(request)  # Wagtail reads where its sites begin
        pages_below_home(request)
        with django_assert_num_queries(0):
            links = language_links(request, english_only)
        assert [link.is_exact for link in links] == [True, True]

    def test_the_footer_leads_to_the_pages_that_are_not_in_the_menu(self, english_only: Page) -> None:
        home = english_only.get_parent()
        home.add_child(instance=Page(title="Privacy", slug="privacy", locale=home.locale))
        home.add_child(instance=Page(title="Draft", slug="draft", locale=home.locale, live=False))
        (link,) = show("/en/help/", page=english_only).one("footer").all("a")
        assert (link.text, link["href"]) == ("Privacy", "/en/privacy/")

    def test_without_settings_nothing_is_invented(self) -> None:
        assert show().one("footer").all("a") == []

    def test_without_a_request_the_page_still_renders(self) -> None:
        html = Html(engines["django"].from_string(BARE).render({}))
        assert html.one("title").text == "Legal help – Kinship"
        assert html.one("h1").text == "Hello"


class TestReaders:
    def test_no_session_is_read_for_a_reader(self) -> None:
        """Asking who is there would start a session and make the page uncacheable."""

        class NobodyMayAsk:
            def __getattr__(self, name: str) -> Any:
                raise AssertionError(f"the user was asked for {name}")

        request: HttpRequest = RequestFactory().get("/en/help/")
        request.user = NobodyMayAsk()  # type: ignore[assignment]
        assert "Hello" in engines["django"].from_string(BARE).render({}, request)
