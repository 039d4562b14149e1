"""The editors' queue: who may open it, what it shows, and what its buttons do."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from cms.corrections.models import Correction, Outcome
from cms.corrections.services import resolve_correction
from cms.officials.models import Office
from cms.outbox.models import OutgoingEmail
from cms.users.models import User
from cms.users.roles import AUDITORS, DIRECTORY_KEEPERS, EDITORS, MODERATORS, ROLES
from tests.conftest import Clock
from tests.factories.corrections import ADDRESS, NOTE, branch, correction, senator
from tests.factories.site import logged_in

pytestmark = pytest.mark.django_db
MAY_ACT = {EDITORS, DIRECTORY_KEEPERS}
MAY_SEE = {*MAY_ACT, AUDITORS}
NO_ENTRY = (302, 403)


def desk(name: str, *args: Any) -> str:
    return reverse(f"corrections_desk:{name}", args=args)


def html(response: Any) -> str:
    return str(response.content.decode())


def somebody() -> User:
    return User.objects.create_user("ana", "a@example.org", "x")


class TestWhoMay:
    @pytest.mark.parametrize("role", ROLES)
    def test_open_it(self, role: str) -> None:
        browser = logged_in(role)
        addresses = [desk("index"), desk("index_results"), desk("correction", correction().pk)]
        opened = [browser.get(address).status_code == 200 for address in addresses]
        assert opened == [role in MAY_SEE] * 3

    @pytest.mark.parametrize("role", ROLES)
    def test_resolve(self, role: str) -> None:
        row = correction()
        response = logged_in(role).post(desk("correction", row.pk), {"outcome": "fixed"})
        assert response.status_code in NO_ENTRY
        assert Correction.objects.get().is_open is (role not in MAY_ACT)

    def test_nobody_without_an_account(self, client: Client) -> None:
        row = correction()
        for address in (desk("index"), desk("correction", row.pk)):
            assert client.get(address).headers["Location"].startswith("/admin/login/")
        client.post(desk("correction", row.pk), {"outcome": "fixed"})
        assert Correction.objects.get().is_open

    def test_an_administrator_finds_the_permissions_of_a_role(self) -> None:
        page = html(logged_in().get(f"/admin/groups/edit/{Group.objects.get(name=EDITORS).pk}/"))
        wanted = Permission.objects.get(codename="change_correction")
        assert f'value="{wanted.pk}"' in page


class TestQueue:
    def test_the_oldest_promise_comes_first_and_resolved_ones_last(self, clock: Clock) -> None:
        done, late = correction(), correction()
        clock.forward(days=2)
        new = correction()
        clock.forward(days=2)
        resolve_correction(pk=done.pk, outcome=Outcome.FIXED, user_id=somebody().pk)
        response = logged_in(EDITORS).get(desk("index"))
        assert list(response.context["object_list"]) == [late, new, done]
        page = html(response)
        assert page.index("overdue") < page.index("waiting")

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", 3),
            ("?state=open", 2),
            ("?state=overdue", 1),
            ("?state=resolved", 1),
            ("?kind=branch", 1),
            ("?kind=office&state=open", 1),
            ("?what=hours", 1),
        ],
    )
    def test_filters(self, clock: Clock, query: str, found: int) -> None:
        done = correction()
        resolve_correction(pk=done.pk, outcome=Outcome.FIXED, user_id=somebody().pk)
        correction()
        clock.forward(days=4)
        correction("branch", branch().pk, what="hours")
        assert len(logged_in(EDITORS).get(desk("index") + query).context["object_list"]) == found

    def test_it_decrypts_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        correction(email=ADDRESS)
        browser = logged_in(EDITORS)

        def refuse(token: str) -> str:
            raise AssertionError("the list must not decrypt")

        monkeypatch.setattr("cms.core.fields.decrypt", refuse)
        assert "Alma Muestra, Senator, Texas" in html(browser.get(desk("index")))

    def test_its_length_costs_no_queries(self, django_assert_max_num_queries: Any) -> None:
        browser = logged_in(EDITORS)
        for _number in range(10):
            correction()
            correction("branch", branch().pk)
        browser.get(desk("index"))
        with django_assert_max_num_queries(25):
            browser.get(desk("index"))

    def test_a_row_that_is_gone_is_said_to_be(self) -> None:
        row = correction()
        Office.objects.all().delete()
        browser = logged_in(EDITORS)
        for address in (desk("index"), desk("correction", row.pk)):
            assert "No longer in our data" in html(browser.get(address))


class TestScreen:
    def test_editors_read_the_note_and_find_the_row(self) -> None:
        page = html(logged_in(EDITORS).get(desk("correction", correction(email=ADDRESS).pk)))
        assert f"/admin/snippets/officials/office/edit/{senator().pk}/" in page
        assert NOTE in page
        for button in ('value="fixed"', 'value="was_right"', 'value="not_usable"', 'name="answer"'):
            assert button in page
        assert ADDRESS not in page

    def test_auditors_see_where_it_stands_and_nobody_s_words(self) -> None:
        page = html(logged_in(AUDITORS).get(desk("correction", correction(email=ADDRESS).pk)))
        assert "Alma Muestra" in page
        assert NOTE not in page
        assert 'name="outcome"' not in page

    def test_html_of_a_sender_stays_text(self) -> None:
        row = correction(note="<script>alert(1)</script>")
        assert "<script>alert(1)" not in html(logged_in(EDITORS).get(desk("correction", row.pk)))

    def test_without_an_e_mail_no_answer_is_asked_for(self) -> None:
        page = html(logged_in(EDITORS).get(desk("correction", correction().pk)))
        assert "nobody is written to" in page
        assert 'name="answer"' not in page

    def test_a_robot_s_is_marked_and_a_late_one_too(self, clock: Clock) -> None:
        row = correction(is_suspect=True)
        clock.forward(days=5)
        page = html(logged_in(EDITORS).get(desk("correction", row.pk)))
        assert "may come from a robot" in page
        assert "Overdue for 2" in page

    def test_an_erased_one_says_so(self, clock: Clock) -> None:
        row = correction()
        resolve_correction(pk=row.pk, outcome=Outcome.FIXED, user_id=somebody().pk)
        Correction.objects.update(note="", erased_at=row.created_at)
        assert "It was erased, as promised." in html(logged_in(EDITORS).get(desk("correction", row.pk)))


class TestButtons:
    @pytest.mark.parametrize("outcome", ["fixed", "was_right", "not_usable"])
    def test_each_resolves_and_thanks(self, outcome: str) -> None:
        row = correction(email=ADDRESS)
        response = logged_in(EDITORS).post(
            desk("correction", row.pk), {"outcome": outcome, "answer": "Thank you."}, follow=True
        )
        assert "Done." in html(response)
        row.refresh_from_db()
        assert (row.outcome, row.answer, row.resolved_by.username) == (outcome, "Thank you.", EDITORS)
        assert OutgoingEmail.objects.count() == 1

    def test_the_second_of_two_editors_is_told_who_was_quicker(self) -> None:
        row = correction(email=ADDRESS)
        first = somebody()
        resolve_correction(pk=row.pk, outcome=Outcome.WAS_RIGHT, user_id=first.pk)
        response = logged_in(EDITORS).post(desk("correction", row.pk), {"outcome": "fixed"}, follow=True)
        assert "ana was quicker and resolved this as “it was right”" in html(response)
        assert Correction.objects.get().outcome == "was_right"
        assert OutgoingEmail.objects.count() == 1

    @pytest.mark.parametrize("data", [{}, {"outcome": "deleted"}, {"outcome": "fixed", "answer": "long " * 200}])
    def test_what_cannot_be_done_changes_nothing_and_keeps_the_answer(self, data: dict[str, str]) -> None:
        row = correction(email=ADDRESS)
        response = logged_in(EDITORS).post(desk("correction", row.pk), data)
        assert response.status_code == 200
        assert data.get("answer", "").strip() in html(response)
        assert Correction.objects.get().is_open


class TestDashboard:
    def test_the_panel_counts_what_waits_and_what_is_late(self, clock: Clock) -> None:
        correction()
        clock.forward(days=4)
        correction()
        correction()
        page = " ".join(html(logged_in(EDITORS).get("/admin/")).split())
        assert '3 corrections wait for an editor. <strong class="cq-late">1 is overdue.' in page
        assert "Corrections (3)" in page

    def test_an_empty_queue_says_so(self) -> None:
        page = html(logged_in(DIRECTORY_KEEPERS).get("/admin/"))
        assert "Nothing waits." in page
        assert "Corrections (" not in page

    def test_it_is_not_for_moderators(self) -> None:
        correction()
        assert "orrections" not in html(logged_in(MODERATORS).get("/admin/"))
