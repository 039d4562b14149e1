"""Actions, their list and the campaign: what they show and what they hide."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Locale, Page, PageViewRestriction, Site

from cms.actions.models import ActionIndexPage, ActionPage, BaseActionPage, CallPage, CampaignPage
from cms.actions.models.listing import action_types, live_actions
from cms.core.stream import heading
from home.models import ContentPage, HomePage
from tests.factories.site import page_in


def titles(code: str = "en") -> list[str]:
    return [page.title for page in live_actions(Locale.objects.get(language_code=code).pk)]


class TestListing:
    def test_knows_every_kind_of_action(self) -> None:
        assert ActionPage in action_types()
        assert all(issubclass(kind, BaseActionPage) for kind in action_types())

    def test_holds_summary_and_time_whatever_the_kind(self, site: Site) -> None:
        (call,) = [page for page in live_actions(site.root_page.locale_id) if page.slug == "call"]
        assert call.summary.startswith("Your ZIP code finds them.")
        assert call.time_promise == 5

    def test_takes_one_query(self, site: Site, django_assert_num_queries: Any) -> None:
        locale = Locale.objects.get(language_code="es")
        with django_assert_num_queries(1):
            assert len(live_actions(locale.pk)) == 5

    def test_follows_the_order_of_the_tree(self, site: Site) -> None:
        page_in("en", "events").move(page_in("en", "call"), pos="left")
        assert titles()[:2] == ["Show up near you", "Call your members of Congress"]

    def test_a_restricted_action_is_not_in_it(self, site: Site) -> None:
        PageViewRestriction.objects.create(page=page_in("en", "call"), restriction_type=PageViewRestriction.LOGIN)
        assert "Call your members of Congress" not in titles()
        assert "Visit their office" in titles()
        assert "Llame a sus legisladores" in titles("es")

    def test_actions_below_a_restricted_page_are_not_in_it(self, site: Site) -> None:
        PageViewRestriction.objects.create(page=page_in("en", "act"), restriction_type=PageViewRestriction.PASSWORD)
        assert titles() == []
        assert titles("es")

    def test_other_pages_are_not_in_it(self, site: Site) -> None:
        assert "Leave fast, leave no trace" not in titles()
        assert "They took the children." not in titles()


class TestWhereTheyMayStand:
    @pytest.mark.parametrize(
        ("kind", "parents"),
        [
            (ActionPage, {ActionIndexPage}),
            (ActionIndexPage, {HomePage}),
            (CampaignPage, {HomePage}),
            (ContentPage, {HomePage, ContentPage}),
            (HomePage, {Page}),
        ],
    )
    def test_only_below_the_pages_that_list_them(self, kind: type[Page], parents: set[type[Page]]) -> None:
        assert set(kind.allowed_parent_page_models()) == parents

    def test_nothing_stands_below_an_action(self) -> None:
        assert ActionPage.allowed_subpage_models() == []

    def test_one_list_of_actions_per_language(self, site: Site) -> None:
        assert not ActionIndexPage.can_create_at(site.root_page)


class TestTimePromise:
    @pytest.mark.parametrize("minutes", [0, -1, 601])
    def test_a_promise_nobody_can_keep_is_refused(self, site: Site, minutes: int) -> None:
        page = page_in("en", "call")
        page.time_promise = minutes
        with pytest.raises(ValidationError) as caught:
            page.full_clean()
        assert "time_promise" in caught.value.message_dict

    @pytest.mark.parametrize(("minutes", "shown"), [(1, "1 minute"), (5, "5 minutes"), (90, "90 minutes")])
    def test_is_shown_in_words(self, site: Site, client: Client, minutes: int, shown: str) -> None:
        CallPage.objects.filter(slug="call").update(time_promise=minutes)
        html = " ".join(client.get("/en/act/call/").content.decode().split())
        assert f'<p class="promise"> {shown} </p>' in html


class TestActionPage:
    def test_says_that_its_facts_are_of_2018(self, site: Site, client: Client) -> None:
        assert "Facts of 2018" in client.get("/en/act/call/").content.decode()

    def test_says_nothing_where_no_fact_can_grow_old(self, site: Site, client: Client) -> None:
        CallPage.objects.update(facts_year=None)
        assert "Facts of" not in client.get("/en/act/call/").content.decode()

    def test_the_thank_you_offers_the_next_action_of_this_language(self, site: Site, client: Client) -> None:
        assert 'href="/en/act/visit/"' in client.get("/en/act/call/").content.decode()
        assert 'href="/es/actua/visitar/"' in client.get("/es/actua/llamar/").content.decode()

    def test_an_unpublished_next_action_is_not_offered(self, site: Site, client: Client) -> None:
        page_in("es", "visitar").unpublish()
        html = client.get("/es/actua/llamar/").content.decode()
        assert "/actua/visitar/" not in html
        assert "/act/visit/" not in html

    def test_a_deleted_next_action_leaves_the_page_standing(self, site: Site, client: Client) -> None:
        page_in("en", "visit").delete()
        assert client.get("/en/act/call/").status_code == 200

    def test_an_empty_action_is_still_a_page(self, site: Site, client: Client) -> None:
        index = page_in("en", "act")
        index.add_child(instance=ActionPage(title="Bare", slug="bare", locale=index.locale))
        response = client.get("/en/act/bare/")
        assert response.status_code == 200
        assert "Bare" in response.content.decode()

    def test_shows_no_markup_typed_into_a_title(self, site: Site, client: Client) -> None:
        CallPage.objects.filter(slug="call").update(title="<img src=x onerror=alert(1)>")
        for path in ("/en/act/call/", "/en/act/", "/en/", "/en/families-together/"):
            assert "<img src=x" not in client.get(path).content.decode()

    @pytest.mark.parametrize("path", ["/en/act/call/", "/es/actua/llamar/", "/en/act/", "/es/familias-juntas/"])
    def test_takes_at_most_twelve_queries(
        self, site: Site, client: Client, django_assert_max_num_queries: Any, path: str
    ) -> None:
        client.get(path)
        with django_assert_max_num_queries(12):
            client.get(path)

    def test_sets_no_cookie_and_loads_nothing_from_elsewhere(self, site: Site, client: Client) -> None:
        response = client.get("/en/act/call/")
        assert not response.cookies
        assert 'src="http' not in response.content.decode()


class TestActionIndexPage:
    def test_an_empty_list_says_so(self, site: Site, client: Client) -> None:
        Page.objects.type(*action_types()).update(live=False)
        html = client.get("/en/act/").content.decode()
        assert "Nothing to do here yet" in html

    def test_counts_from_one_in_order(self, site: Site, client: Client) -> None:
        html = client.get("/en/act/").content.decode()
        assert html.count('class="card action"') == 5


class TestCampaignPage:
    def test_leaves_out_what_is_not_written_yet(self, site: Site, client: Client) -> None:
        page = page_in("en", "families-together")
        page.law = []
        page.change = []
        page.save()
        html = client.get("/en/families-together/").content.decode()
        assert 'id="issue"' in html
        assert 'id="law"' not in html
        assert 'id="change"' not in html

    def test_has_one_first_level_heading_and_chapters_below_it(self, site: Site, client: Client) -> None:
        html = client.get("/en/families-together/").content.decode()
        assert html.count("<h1") == 1
        for chapter in ("What is happening", "What the law says", "What would change it", "What you can do"):
            assert chapter in html

    def test_works_without_any_action(self, site: Site, client: Client) -> None:
        Page.objects.type(*action_types()).update(live=False)
        html = client.get("/en/families-together/").content.decode()
        assert 'href="#act"' not in html

    def test_can_be_found_by_the_words_of_its_chapters(self, site: Site) -> None:
        page = page_in("en", "families-together")
        page.law = [heading("Habeas corpus")]
        page.save()
        searched = {field.field_name for field in CampaignPage.search_fields}
        assert {"issue", "law", "change", "summary", "title"} <= searched
