"""Visits in the admin: who sees what, and what each button does."""

from typing import Any

import pytest
from django.urls import reverse

from cms.officials.care import care_for_officials
from cms.officials.models import Holder, Position, Visit
from cms.officials.services import cancel_visit, report_back
from cms.users.roles import AUDITORS, CONTACT_TEAM, EDITORS, MODERATORS, TRANSLATORS
from tests.factories.site import logged_in
from tests.factories.visits import EMAIL, NAME, WORDS, after, branch, fresh, planned

pytestmark = pytest.mark.django_db
MOST_QUERIES = 30


def desk(name: str, *args: Any) -> str:
    return reverse(f"visits_desk:{name}", args=args)


def html(response: Any) -> str:
    return str(response.content.decode())


def exported(browser: Any) -> str:
    response = browser.get(f"{reverse('visit_numbers')}?export=csv")
    return b"".join(response.streaming_content).decode()


@pytest.fixture
def visit(clock: Any, site: Any) -> Visit:
    """Reported, and waiting for an editor."""
    planned_one = after(planned(campaign_id=site.root_page_id), clock)
    return report_back(visit_id=planned_one.pk, **WORDS)


class TestWhoSeesWhat:
    @pytest.mark.parametrize(
        ("role", "may"),
        [(EDITORS, True), (CONTACT_TEAM, True), (AUDITORS, True), (MODERATORS, False), (TRANSLATORS, False)],
    )
    def test_the_list_one_visit_and_the_numbers(self, visit, role, may) -> None:
        browser = logged_in(role)
        urls = (desk("index"), desk("index_results"), desk("visit", visit.pk), reverse("visit_numbers"))
        for url in urls:
            assert (browser.get(url).status_code == 200) is may, url

    @pytest.mark.parametrize(
        ("role", "names", "words"),
        [(EDITORS, False, True), (CONTACT_TEAM, True, False), (AUDITORS, False, False), (None, True, True)],
    )
    def test_names_are_for_the_contact_team_and_reports_for_editors(self, visit, role, names, words) -> None:
        shown = html(logged_in(role).get(desk("visit", visit.pk)))
        assert "Rosa Ejemplo, McAllen" in shown
        assert "Thursday, March 5, 10 AM" in shown
        for secret in (NAME, EMAIL):
            assert (secret in shown) is names
        for told in (WORDS["met_whom"], WORDS["promise"]):
            assert (told in shown) is words

    @pytest.mark.parametrize("role", [EDITORS, CONTACT_TEAM, AUDITORS, None])
    def test_the_list_shows_no_name_and_no_words_to_anybody(self, visit, role) -> None:
        shown = html(logged_in(role).get(desk("index")))
        assert "Rosa Ejemplo, McAllen" in shown
        for secret in (NAME, EMAIL, WORDS["met_whom"], WORDS["promise"], visit.token):
            assert secret not in shown

    @pytest.mark.parametrize("role", [CONTACT_TEAM, AUDITORS, MODERATORS])
    @pytest.mark.parametrize("action", ["agree", "decline"])
    def test_only_editors_decide(self, visit, role, action) -> None:
        browser = logged_in(role)
        assert browser.post(desk(action, visit.pk)).status_code in (302, 403)
        assert fresh(visit).agreed is None
        assert "Do you agree?" not in html(browser.get(desk("visit", visit.pk)))

    @pytest.mark.parametrize("action", ["agree", "decline"])
    def test_a_button_is_no_link(self, visit, action) -> None:
        assert logged_in(EDITORS).get(desk(action, visit.pk)).status_code == 405

    @pytest.mark.parametrize(("role", "may"), [(EDITORS, True), (CONTACT_TEAM, True), (MODERATORS, False)])
    def test_the_menu_leads_there(self, visit, role, may) -> None:
        shown = html(logged_in(role).get("/admin/account/"))
        assert (f'"{desk("index")}"' in shown) is may

    def test_an_unknown_visit_is_not_found(self, visit) -> None:
        nobody = "00000000-0000-4000-8000-000000000000"
        browser = logged_in(EDITORS)
        assert browser.get(desk("visit", nobody)).status_code == 404
        for action in ("agree", "decline"):
            assert browser.post(desk(action, nobody)).status_code == 404

    def test_an_erased_visit_says_so(self, visit, clock) -> None:
        after(visit, clock, days=28)
        care_for_officials()
        shown = html(logged_in().get(desk("visit", visit.pk)))
        assert "erased, as promised" in shown
        assert "Do you agree?" not in shown
        assert NAME not in shown

    def test_nothing_can_be_added_or_changed_by_hand(self, visit) -> None:
        shown = html(logged_in().get(desk("index")))
        assert "/add/" not in shown
        assert "/edit/" not in shown


class TestTheList:
    def test_what_waits_stands_first(self, visit, clock) -> None:
        planned(branch(city="Harlingen"), starts_at=visit.starts_at.replace(day=12, hour=15))
        shown = html(logged_in(EDITORS).get(desk("index")))
        assert shown.index("McAllen") < shown.index("Harlingen")

    @pytest.mark.parametrize(
        ("query", "found"),
        [("report=waiting", 1), ("report=decided", 0), ("status=planned", 0), ("state=TX", 1), ("state=NY", 0)],
    )
    def test_filters(self, visit, query, found) -> None:
        shown = html(logged_in(EDITORS).get(f"{desk('index')}?{query}"))
        assert shown.count("Rosa Ejemplo, McAllen") == found

    def test_as_many_queries_for_many_as_for_one(self, visit, django_assert_max_num_queries) -> None:
        browser = logged_in(EDITORS)
        for _ in range(5):
            planned(starts_at=visit.starts_at.replace(day=12, hour=15))
        browser.get(desk("index"))
        with django_assert_max_num_queries(MOST_QUERIES):
            browser.get(desk("index"))


class TestDeciding:
    def test_agreeing_says_beforehand_and_afterwards_what_it_does(self, visit) -> None:
        browser = logged_in(EDITORS)
        assert "the card says: Rosa Ejemplo has spoken out" in html(browser.get(desk("visit", visit.pk)))
        source = "https://paper.example/story"
        response = browser.post(desk("agree", visit.pk), {"source_url": source}, follow=True)
        assert "Agreed. The card now says: Rosa Ejemplo has spoken out" in html(response)
        assert Position.objects.get().source_url == source
        assert "Agreed by" in html(browser.get(desk("visit", visit.pk)))

    def test_declining(self, visit) -> None:
        response = logged_in(EDITORS).post(desk("decline", visit.pk), follow=True)
        assert "the visit still counts" in html(response)
        assert "Declined by" in html(response)
        assert not Position.objects.exists()

    def test_a_wrong_address_changes_nothing(self, visit) -> None:
        response = logged_in(EDITORS).post(desk("agree", visit.pk), {"source_url": "javascript:x"}, follow=True)
        assert "Enter a whole address" in html(response)
        assert fresh(visit).agreed is None

    @pytest.mark.parametrize("action", ["agree", "decline"])
    def test_the_second_editor_is_told(self, visit, action) -> None:
        browser = logged_in(EDITORS)
        browser.post(desk("decline", visit.pk))
        assert "somebody has decided already" in html(browser.post(desk(action, visit.pk), follow=True))
        assert fresh(visit).agreed is False

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"stance": ""}, "They heard no position"),
            ({"campaign": None}, "The action has no campaign"),
            ({}, "Nobody held this seat"),
        ],
    )
    def test_where_nothing_can_be_recorded_the_screen_says_why(self, visit, changes, words) -> None:
        Visit.objects.update(**changes)
        if not changes:
            Holder.objects.all().delete()
        browser = logged_in(EDITORS)
        assert words in html(browser.get(desk("visit", visit.pk)))
        assert "no position to record" in html(browser.post(desk("agree", visit.pk), follow=True))
        assert not Position.objects.exists()


class TestNumbers:
    def test_counts_office_by_office(self, visit, clock) -> None:
        later = visit.starts_at.replace(day=12, hour=15)
        planned(visit.branch, starts_at=later, people=3)
        cancel_visit(visit_id=planned(visit.branch, starts_at=later, people=1).pk)
        lines = exported(logged_in(AUDITORS)).splitlines()
        assert lines[0].startswith("Office,State,Visits,People,")
        assert lines[1] == '"Rosa Ejemplo, McAllen",TX,3,5,1,1,1,0,0'

    def test_no_personal_data_and_no_formulas(self, visit) -> None:
        Holder.objects.update(name="=cmd|' /C calc'!A0")
        text = exported(logged_in(EDITORS))
        for secret in (NAME, EMAIL, *WORDS.values()):
            assert secret not in text
        assert "'=cmd" in text

    def test_the_list_can_be_filtered_and_sorted(self, visit) -> None:
        browser = logged_in(EDITORS)
        assert "McAllen" in html(browser.get(f"{reverse('visit_numbers')}?state=TX&ordering=-people_coming"))
        assert "McAllen" not in html(browser.get(f"{reverse('visit_numbers')}?state=NY"))
