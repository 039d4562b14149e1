"""Error pages: in the reader's language, with the typed text given back, and working when the house burns."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Page

from cms.core import errors
from tests.core.html import Html

LONG = "They called us one at a time.\nI counted the doors. " * 12
UGLY = '</textarea><script>alert("x")</script>{{ 7|add:7 }} ñ 👩‍👧'


def page(response: Any) -> Html:
    return Html(response.content.decode())


def typed(html: Html) -> list[str]:
    # A browser drops the line end that follows the opening tag; so does html5lib.
    return [area.raw_text for area in html.all("textarea")]


@pytest.mark.django_db
class TestNotFound:
    @pytest.mark.parametrize("code", ["en", "es"])
    def test_it_speaks_the_language_of_the_address(self, client: Client, code: str) -> None:
        response = client.get(f"/{code}/nothing/here/")
        html = page(response)
        assert response.status_code == 404
        assert html.one("html")["lang"] == code
        with translation.override(code):
            assert html.one("title").text == f"{gettext('Page not found')} – Kinship"
            assert html.one("main").one("a").text == gettext("Go to the front page")
        assert html.one("main").one("a")["href"] == f"/{code}/"

    def test_it_stays_out_of_search_engines(self, client: Client) -> None:
        html = page(client.get("/en/nothing/"))
        assert [meta["content"] for meta in html.all("meta") if meta.get("name") == "robots"] == ["noindex"]
        assert [link["rel"] for link in html.all("link") if link["rel"] in {"canonical", "alternate"}] == []

    def test_the_language_switch_still_works(self, client: Client) -> None:
        assert 'href="/es/nothing/?zip=78501"' in client.get("/en/nothing/?zip=78501").content.decode()

    def test_a_hostile_address_is_harmless(self, client: Client) -> None:
        html = page(client.get("/en/%3Cscript%3Ealert(1)%3C/script%3E/"))
        assert all(script.get("src") for script in html.all("script"))

    @pytest.mark.parametrize("path", ["//evil.example/", "//evil.example/en/", "/\\evil.example/", "///evil.example/x"])
    def test_no_link_leads_to_where_the_address_points(self, path: str) -> None:
        request = RequestFactory().get("/")
        request.path = request.path_info = path
        links = [link["href"] for link in page(errors.not_found(request, Http404())).all("a")]
        assert [link for link in links if link.startswith(("//", "/\\"))] == []
        assert any("evil.example" in link for link in links)


@pytest.mark.django_db
class TestNotKept:
    """What was wrong may soon be right, and what was typed is private: no error page stays in a cache."""

    @pytest.mark.parametrize(
        ("answer", "status"),
        [
            (lambda request: errors.bad_request(request, SuspiciousOperation()), 400),
            (lambda request: errors.forbidden(request, PermissionDenied()), 403),
            (errors.csrf_failure, 403),
            (lambda request: errors.not_found(request, Http404()), 404),
            (errors.server_error, 500),
        ],
    )
    def test_by_any_cache(self, answer: Callable[[HttpRequest], HttpResponse], status: int) -> None:
        response = answer(RequestFactory().post("/en/stories/share/", {"story": LONG}))
        assert response.status_code == status
        assert response.headers["Cache-Control"] == "no-store, private"

    def test_not_even_a_missing_page(self, client: Client) -> None:
        response = client.get("/en/nothing/here/")
        assert response.status_code == 404
        assert response.headers["Cache-Control"] == "no-store, private"


@pytest.mark.django_db
class TestForbidden:
    def test_it_says_what_to_do(self) -> None:
        response = errors.forbidden(RequestFactory().get("/en/style/"), PermissionDenied())
        assert response.status_code == 403
        assert page(response).one("h1").text == "This page is not open to you"

    @pytest.mark.parametrize("code", ["en", "es"])
    def test_it_speaks_the_language_of_the_address(self, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
        def refused(*_args: object, **_kwargs: object) -> None:
            raise PermissionDenied

        monkeypatch.setattr(Page, "serve", refused)
        response = Client().get(f"/{code}/")
        assert response.status_code == 403
        assert page(response).one("html")["lang"] == code


@pytest.mark.django_db
class TestRefusedForm:
    def send(self, code: str = "en", **data: str) -> HttpResponse:
        return errors.csrf_failure(RequestFactory().post(f"/{code}/stories/share/", data))

    @pytest.mark.parametrize("code", ["en", "es"])
    def test_everything_typed_comes_back(self, code: str) -> None:
        response = self.send(code, story=LONG, name="Rosa", csrfmiddlewaretoken="abc", form_token="def", website="")
        html = page(response)
        assert response.status_code == 403
        assert html.one("html")["lang"] == code
        assert typed(html) == [LONG.strip(), "Rosa"]
        assert all("readonly" in area for area in html.all("textarea"))

    def test_a_password_never_comes_back(self) -> None:
        response = self.send(username="rosa", password="correct horse", new_password1="battery staple")
        assert typed(page(response)) == ["rosa"]

    def test_no_cache_keeps_what_was_typed(self) -> None:
        assert "no-store" in self.send(story=LONG).headers["Cache-Control"]
        broken = errors.server_error(RequestFactory().post("/en/stories/share/", {"story": LONG}))
        assert "no-store" in broken.headers["Cache-Control"]
        assert typed(page(broken)) == [LONG.strip()]

    def test_each_text_has_a_label_and_a_copy_button(self) -> None:
        html = page(self.send(story=LONG, name="Rosa"))
        assert [label["for"] for label in html.all("label")] == [area["id"] for area in html.all("textarea")]
        assert [button["data-copy"] for button in html.all("button")] == [area["id"] for area in html.all("textarea")]
        assert len({label.text for label in html.all("label")}) == 2

    def test_ugly_text_comes_back_as_text(self) -> None:
        html = page(self.send(story=UGLY))
        assert typed(html) == [UGLY]
        assert all(script.get("src") for script in html.all("script"))

    def test_text_that_begins_with_an_empty_line_loses_nothing_else(self) -> None:
        assert typed(page(self.send(story="\n\nTwo lines down"))) == ["Two lines down"]

    def test_it_says_why_and_leads_back_to_the_form(self) -> None:
        html = page(self.send(story=LONG))
        assert "Nothing was sent or saved" in html.one("main").text
        assert html.one("main").all("a")[0]["href"] == "/en/stories/share/"

    def test_an_empty_form_promises_no_text(self) -> None:
        html = page(self.send(website="robot"))
        assert typed(html) == []
        assert "What you wrote" not in html.text
        assert "Go back to the form" in html.text

    def test_a_real_post_without_token_ends_here(self) -> None:
        strict = Client(enforce_csrf_checks=True)
        response = strict.post("/en/style/", {"story": LONG})
        assert response.status_code == 403
        assert typed(page(response)) == [LONG.strip()]


class TestBadRequest:
    """No database here either: what was sent may be too broken to ask anything with it."""

    @pytest.mark.parametrize("code", ["en", "es"])
    def test_a_form_far_too_long_ends_in_a_sentence(self, code: str) -> None:
        strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
        strict.cookies["csrftoken"] = "a" * 32  # so that the check reads the form
        response = strict.post(f"/{code}/style/", {"story": "a" * 3_000_000})
        html = page(response)
        assert response.status_code == 400
        with translation.override(code):
            assert gettext("what was sent") in html.one("h1").text
        assert "aaaa" not in html.text

    def test_a_forged_host_is_refused_without_being_repeated(self, settings: Any) -> None:
        settings.ALLOWED_HOSTS = ["example.org"]
        response = Client(raise_request_exception=False).get("/en/", headers={"host": "evil.example"})
        assert response.status_code == 400
        assert "evil.example" not in response.content.decode()


class TestServerError:
    """Without the `django_db` mark every query fails, as when the database is down."""

    @pytest.mark.parametrize("code", ["en", "es"])
    def test_it_needs_no_database(self, code: str) -> None:
        response = errors.server_error(RequestFactory().get(f"/{code}/"))
        html = page(response)
        assert response.status_code == 500
        assert html.one("html")["lang"] == code
        assert [link["href"] for link in html.one("main").all("a")] == [f"/{code}/"]
        with translation.override(code):
            assert gettext("on our side") in html.one("h1").text

    def test_it_gives_back_what_was_typed_and_does_not_claim_it_is_lost(self) -> None:
        html = page(errors.server_error(RequestFactory().post("/en/stories/share/", {"story": LONG, "note": UGLY})))
        assert typed(html) == [LONG.strip(), UGLY]
        assert "cannot tell whether it was saved" in html.text
        assert all(script.get("src") for script in html.all("script"))

    def test_a_real_failure_shows_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(*_args: object, **_kwargs: object) -> None:
            raise RuntimeError("the database is on fire")

        monkeypatch.setattr(connection, "cursor", broken)
        client = Client(raise_request_exception=False)
        response = client.get("/en/nothing/")
        assert response.status_code == 500
        assert page(response).one("title").text == "Something broke on our side"
        assert "fire" not in response.content.decode()
