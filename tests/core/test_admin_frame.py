"""The admin wears the campaign's name and mark."""

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from cms.core.models import SiteSettings
from tests.core.html import Html, Node
from tests.factories.site import logged_in

pytestmark = pytest.mark.django_db
BRAND = "Juntos & <Co>"
MARK = "icons/mark.svg"


@pytest.fixture(autouse=True)
def brand() -> None:
    SiteSettings.objects.create(site=Site.objects.get(is_default_site=True), brand=BRAND)


@pytest.fixture
def admin() -> Client:
    return logged_in()


def shown(client: Client, address: str, status: int = 200) -> Html:
    response = client.get(address)
    assert response.status_code == status
    return Html(response.content.decode())


def marks(html: Node) -> list[Node]:
    return [image for image in html.all("img") if (image.get("src") or "").endswith(MARK)]


def test_the_mark_is_a_file() -> None:
    assert finders.find(MARK)


class TestSigningIn:
    def test_it_names_the_campaign(self, client: Client) -> None:
        html = shown(client, reverse("wagtailadmin_login"))
        assert html.one("h1").text == f"Sign in to {BRAND}"
        assert html.one("title").text.endswith(BRAND)
        assert "Wagtail" not in html.one("title").text

    def test_it_shows_the_mark_which_says_nothing_that_the_heading_does_not(self, client: Client) -> None:
        html = shown(client, reverse("wagtailadmin_login"))
        (mark,) = marks(html)
        assert mark["alt"] == ""
        assert [svg for svg in html.all("svg") if svg.get("aria-label") == "Wagtail"] == []

    def test_it_has_the_site_s_own_icon(self, client: Client) -> None:
        (icon,) = [link for link in shown(client, reverse("wagtailadmin_login")).all("link") if link["rel"] == "icon"]
        assert icon["href"].endswith(MARK)


class TestInside:
    def test_the_front_page_names_the_campaign(self, admin: Client) -> None:
        html = shown(admin, reverse("wagtailadmin_home"))
        assert html.one("h1").text == BRAND
        assert html.one("title").text == f"Dashboard - {BRAND}"

    def test_the_sidebar_takes_the_mark_in_place_of_the_bird(self, admin: Client) -> None:
        html = shown(admin, reverse("wagtailadmin_home"))
        (place,) = [node for node in html.all("template") if "data-wagtail-sidebar-branding-logo" in node]
        assert len(marks(place)) == 1

    def test_an_address_that_is_none_shows_it_too(self, admin: Client) -> None:
        assert len(marks(shown(admin, "/admin/pages/999999/edit/", status=404))) == 1

    def test_so_does_the_button_on_public_pages(self, admin: Client) -> None:
        html = shown(admin, reverse("style_page"))
        assert len(marks(html.with_attribute("data-wagtail-userbar-trigger"))) == 1
