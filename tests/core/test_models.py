"""What every page has, and the settings of one site."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from wagtail.models import Page, PageViewRestriction, Site

from cms.core.models import SiteSettings
from home.models import ContentPage
from tests.factories.site import person


class TestDescription:
    def test_is_the_search_description_where_there_is_one(self, db: None) -> None:
        assert ContentPage(search_description="For machines", summary="For people").description == "For machines"

    def test_is_the_summary_otherwise(self, db: None) -> None:
        assert ContentPage(summary="For people").description == "For people"
        assert ContentPage().description == ""


class TestBasePage:
    def test_a_summary_longer_than_a_card_is_refused_in_the_editor(self, db: None) -> None:
        form_class = ContentPage.get_edit_handler().get_form_class()
        typed = {
            "title": "x",
            "slug": "x",
            "summary": "x" * 241,
            "body-count": "0",
            "more-count": "0",
            "comments-TOTAL_FORMS": "0",
        }
        form = form_class(typed, instance=ContentPage(), for_user=person())
        assert "summary" in form.errors

    def test_the_template_is_told_whether_the_page_is_sensitive(self, db: None) -> None:
        request = RequestFactory().get("/")
        assert ContentPage(title="x", shows_exit=True).get_context(request)["is_sensitive"] is True
        assert ContentPage(title="x").get_context(request)["is_sensitive"] is False

    def test_editors_can_set_summary_and_picture_of_every_page(self) -> None:
        names = [getattr(panel, "field_name", None) for panel in ContentPage.content_panels]
        assert "summary" in names
        assert "social_image" in [getattr(panel, "field_name", None) for panel in ContentPage.promote_panels]


class TestViewRestrictions:
    """Ours must find what Wagtail's own, slower way finds."""

    @pytest.fixture
    def pages(self, db: None) -> list[ContentPage]:
        parent = Page.objects.get(depth=2)
        made = []
        for slug in ("one", "two"):
            parent = parent.add_child(instance=ContentPage(title=slug, slug=slug, locale=parent.locale))
            made.append(parent)
        return made

    def restrict(self, page: Page) -> PageViewRestriction:
        return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    def test_finds_those_of_the_page_and_of_every_page_above(self, pages: list[ContentPage]) -> None:
        assert list(pages[1].get_view_restrictions()) == []
        own, above = self.restrict(pages[1]), self.restrict(pages[0])
        assert set(pages[1].get_view_restrictions()) == {own, above} == set(Page.get_view_restrictions(pages[1]))
        assert set(pages[0].get_view_restrictions()) == {above}

    def test_does_not_confuse_neighbors(self, pages: list[ContentPage]) -> None:
        other = pages[0].add_sibling("right", instance=ContentPage(title="x", slug="x", locale=pages[0].locale))
        self.restrict(other)
        assert list(pages[1].get_view_restrictions()) == []

    @pytest.mark.parametrize("restricted", [0, 1])
    def test_an_alias_follows_its_source(self, pages: list[ContentPage], restricted: int) -> None:
        self.restrict(pages[restricted])
        copy = pages[0].create_alias(recursive=True, update_slug="copy", parent=Page.objects.get(depth=2)).specific
        below = copy.get_children().get().specific
        assert below.alias_of.specific == pages[1]
        assert set(Page.get_view_restrictions(below)) <= set(below.get_view_restrictions())
        assert below.get_view_restrictions().exists()

    def test_a_stranger_is_sent_to_the_log_in(self, pages: list[ContentPage], client: Client) -> None:
        self.restrict(pages[0])
        Site.objects.update(root_page=Page.objects.get(depth=2))
        response = client.get("/en/one/two/")
        assert response.status_code == 302

    def test_takes_one_query(self, pages: list[ContentPage], django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(1):
            list(pages[1].get_view_restrictions())


class TestSiteSettings:
    def test_are_there_for_every_site_without_anyone_making_them(self, db: None) -> None:
        settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
        assert settings.brand == "Kinship"
        assert settings.exit_url == "https://www.weather.gov/"
        assert settings.hotline == ""

    def test_of_the_default_site_need_no_request(
        self, db: None, django_assert_num_queries: Callable[[int], AbstractContextManager[Any]]
    ) -> None:
        other = Site.objects.create(hostname="other.example", root_page_id=1)
        SiteSettings.objects.create(site=other, brand="Another campaign")
        assert SiteSettings.of_default_site().brand == "Kinship"
        SiteSettings.objects.create(site=Site.objects.get(is_default_site=True), brand="Juntos")
        with django_assert_num_queries(1):
            assert SiteSettings.of_default_site().brand == "Juntos"

    def test_asking_for_those_of_the_default_site_stores_nothing(self, db: None) -> None:
        SiteSettings.of_default_site()
        assert not SiteSettings.objects.exists()

    @pytest.mark.parametrize(
        ("field", "value"),
        [("exit_url", "javascript:alert(1)"), ("exit_url", ""), ("contact_email", "nobody"), ("brand", "x" * 81)],
    )
    def test_refuse_what_would_break_the_frame(self, db: None, field: str, value: str) -> None:
        settings = SiteSettings(site=Site.objects.get(is_default_site=True), **{field: value})
        with pytest.raises(ValidationError) as caught:
            settings.full_clean()
        assert field in caught.value.message_dict
