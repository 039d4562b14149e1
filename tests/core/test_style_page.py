"""The style page: who may open it, what it shows, and that its form keeps the contract of all forms."""

from itertools import pairwise
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client, RequestFactory
from django.urls import reverse

from cms.core import style_page
from cms.core.wagtail_hooks import style_page_item
from cms.users.models import User
from cms.users.roles import AUDITORS, EDITORS, MODERATORS
from tests.core.html import Html

pytestmark = pytest.mark.django_db

ADDRESS = "/en/style/"


def person(role: str | None = None, **attributes: Any) -> User:
    user = User.objects.create(username=role or "nobody", **attributes)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(person(EDITORS))
    return client


def page(response: Any) -> Html:
    return Html(response.content.decode())


class TestPermission:
    def test_a_visitor_is_asked_to_log_in(self, client: Client) -> None:
        response = client.get(ADDRESS)
        assert response.status_code == 302
        assert response.headers["Location"] == f"{reverse('wagtailadmin_login')}?next={ADDRESS}"

    def test_an_account_without_admin_access_is_refused(self, client: Client) -> None:
        client.force_login(person())
        assert client.get(ADDRESS).status_code == 403

    @pytest.mark.parametrize("role", [EDITORS, MODERATORS])
    def test_whoever_may_open_the_admin_may_see_it(self, client: Client, role: str) -> None:
        client.force_login(person(role))
        assert client.get(ADDRESS).status_code == 200

    @pytest.mark.parametrize(
        ("role", "attributes", "shown"),
        [
            (EDITORS, {}, True),
            (AUDITORS, {}, False),
            (MODERATORS, {}, False),
            (None, {"is_superuser": True}, True),
            (EDITORS, {"is_active": False}, False),
        ],
    )
    def test_the_menu_offers_it_to_those_who_build_pages(
        self, role: str | None, attributes: dict[str, bool], shown: bool
    ) -> None:
        request = RequestFactory().get("/admin/")
        request.user = person(role, **attributes)
        assert style_page_item().is_shown(request) is shown

    def test_the_menu_item_leads_to_it(self) -> None:
        assert style_page_item().url == ADDRESS


class TestPolicy:
    def test_it_has_the_public_content_policy(self, editor: Client) -> None:
        policy = editor.get(ADDRESS).headers["Content-Security-Policy"]
        assert "unsafe-inline" not in policy
        assert "script-src 'self'" in policy
        assert "default-src 'none'" in policy

    def test_no_cache_keeps_it(self, editor: Client) -> None:
        assert editor.get(ADDRESS).headers["Cache-Control"] == "no-store, private"


class TestContent:
    @pytest.mark.parametrize("code", ["en", "es"])
    def test_it_shows_every_component_in_both_languages(self, editor: Client, code: str) -> None:
        html = page(editor.get(f"/{code}/style/"))
        assert html.one("html")["lang"] == code
        shown = {name for node in html.nodes() for name in (node.get("class") or "").split()}
        assert shown >= {
            *("hero", "mark", "numeral", "placard", "btn", "btn--quiet", "btn--help", "btn--danger", "agenda"),
            *("card", "card--org", "tags", "acts", "quote", "alert--ok", "alert--err", "alert--info", "empty"),
            *("sample", "unverified", "script", "more", "steps", "crumbs", "pages", "prose", "exit", "foot"),
        }

    def test_ids_are_unique_and_headings_skip_no_level(self, editor: Client) -> None:
        html = page(editor.get(ADDRESS))
        ids = [node.get("id") for node in html.nodes() if node.get("id")]
        assert len(ids) == len(set(ids))
        levels = [int(node.tag[1]) for node in html.nodes() if node.tag in {"h1", "h2", "h3", "h4"}]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))

    def test_every_named_color_has_a_token(self) -> None:
        tokens = (settings.BASE_DIR / "cms/static/css/tokens.css").read_text(encoding="utf-8")
        assert all(f"--{color}:" in tokens for color in style_page.COLORS)

    def test_the_example_form_with_errors_takes_no_focus(self, editor: Client) -> None:
        assert "data-error-summary" not in editor.get(ADDRESS).content.decode()


class TestSampleForm:
    def test_errors_are_shown_at_the_top_and_in_the_title(self, editor: Client) -> None:
        html = page(editor.post(ADDRESS, {"zip_code": "785"}))
        assert html.one("title").text.startswith("Error:")
        links = [link["href"] for link in html.with_attribute("data-error-summary").all("a")]
        assert "#id_zip_code" in links
        assert "#id_audience_0" in links
        assert html.by_id("id_zip_code")["value"] == "785"

    def test_the_language_switch_keeps_what_was_typed_without_scolding(self, editor: Client) -> None:
        english = page(editor.get(f"{ADDRESS}?from=menu"))
        button = next(node for node in english.all("button") if node.get("name") == "language_switch")
        assert (button["form"], button["formaction"]) == ("sample-form", "/es/style/?from=menu")
        typed = {"story": "Vi a los niños.", "zip_code": "78", "uses": ["print"], "language_switch": "1"}
        spanish = page(editor.post(button["formaction"], typed))
        assert spanish.one("html")["lang"] == "es"
        assert spanish.by_id("id_story").text == "Vi a los niños."
        assert spanish.by_id("id_zip_code")["value"] == "78"
        assert "checked" in spanish.by_id("id_uses_1")
        assert "data-error-summary" not in spanish.source

    def test_a_good_form_shows_no_error(self, editor: Client) -> None:
        good = {"name": "Rosa", "zip_code": "78501", "story": "Hello.", "state": "TX", "audience": "all", "agree": "on"}
        html = page(editor.post(ADDRESS, good))
        assert not html.one("title").text.startswith("Error:")

    def test_a_foreign_form_is_refused(self) -> None:
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(person(EDITORS))
        assert strict.post(ADDRESS, {"name": "Rosa"}).status_code == 403
