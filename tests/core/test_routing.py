"""An address leads to the same page as by Wagtail's own way, in two queries."""

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction, Site

from cms.core.routing import find_page
from tests.factories.site import page_in, site, starter_site

__all__ = ["site", "starter_site"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def found(rf, path, language="en"):
    """What we find, and what Wagtail finds."""
    request, other = rf.get(f"/{language}/{path}"), rf.get(f"/{language}/{path}")
    find_page(request, path)
    return getattr(request, "_wagtail_route_for_request", None), Page.route_for_request(other, path)


def test_every_live_page_is_found_as_wagtail_finds_it(rf):
    home = Site.objects.get().root_page
    pages = Page.objects.live().descendant_of(home, inclusive=True)
    assert pages.count() > 10
    for page in pages:
        path = page.url_path.removeprefix(home.url_path)
        ours, theirs = found(rf, path)
        # The same row: which class Wagtail gives for the root depends on who asked before.
        assert ours.page.pk == theirs.page.pk == page.pk
        assert type(ours.page) is type(theirs.page)


def test_finding_takes_two_queries(rf, django_assert_num_queries):
    find_page(rf.get("/en/"), "families-together/")  # Django and Wagtail remember types and roots
    page = page_in("en", "families-together")
    with django_assert_num_queries(2):
        find_page(rf.get("/en/"), "families-together/")
    assert page.live


@pytest.mark.parametrize("path", ["nowhere/", "act/nowhere/", "act/act/", "../", "act\x00/", "a" * 300 + "/"])
def test_what_leads_nowhere_is_left_to_wagtail(rf, path):
    ours, theirs = found(rf, path)
    assert ours is None
    assert theirs is None


def test_a_page_that_is_not_live_is_not_found():
    page = page_in("en", "families-together")
    assert Client().get(page.url).status_code == 200
    address = page.url
    page.unpublish()
    assert Client().get(address).status_code == 404


def test_below_a_home_page_that_is_not_live_wagtail_decides(rf):
    Page.objects.filter(pk=Site.objects.get().root_page_id).update(live=False)
    assert found(rf, "families-together/")[0] is None


def test_with_two_sites_wagtail_decides(rf):
    home = Site.objects.get().root_page
    Site.objects.create(hostname="other.example", root_page=home, is_default_site=False)
    assert found(rf, "families-together/")[0] is None


def test_a_rule_about_who_may_see_a_page_holds_at_once():
    page = page_in("en", "families-together")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert Client().get(page.url).status_code == 302


def test_a_page_is_shown_as_published_at_once():
    page = page_in("en", "families-together")
    assert Client().get(page.url).status_code == 200
    page.title = "A brand-new title"
    page.save_revision().publish()
    assert "A brand-new title" in Client().get(page.url).content.decode()
