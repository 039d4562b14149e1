"""An organization says by a signed link whether its facts are right. Opening the link changes nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.core import clock
from cms.core.clock import now, today
from cms.corrections.models import Correction
from cms.directory.models import Organization, OwnCheck
from cms.directory.own_checks import ask_organizations, paths_of, token_of
from cms.outbox.kinds import NothingToSend, get_kind
from cms.outbox.models import OutgoingEmail
from cms.users.roles import DIRECTORY_KEEPERS
from tests.factories.directory import located, organization
from tests.factories.site import logged_in

pytestmark = [pytest.mark.core, pytest.mark.django_db]


@pytest.fixture
def check(finder: None) -> OwnCheck:
    row = located("Valley Aid", phone="(956) 555-0123", email="hello@aid.example", description_es="Abogados")
    ask_organizations([row])
    return OwnCheck.objects.get()


def press(check: OwnCheck, answer: str, **fields: str) -> Any:
    return Client().post(paths_of(check)["en"], {"answer": answer, **fields})


def row() -> Organization:
    return Organization.objects.get()


class TestTheMail:
    def test_it_leads_to_the_page_in_both_languages(self, check: OwnCheck) -> None:
        email = OutgoingEmail.objects.get()
        message = get_kind(email.kind).render(email)
        assert "Valley Aid" in message.text
        assert all(path in message.text for path in paths_of(check).values())
        assert "@" not in email.dedupe_key + email.reference

    def test_nobody_is_asked_twice_at_once_hidden_or_without_an_address(self, check: OwnCheck) -> None:
        hidden = organization("Hidden", email="a@b.example", is_listed=False)
        assert ask_organizations([row_of(check), hidden, organization("Silent")]) == (0, 3)
        assert OutgoingEmail.objects.count() == 1

    @pytest.mark.parametrize("change", [{"email": "new@aid.example"}, {"is_listed": False}])
    def test_it_does_not_leave_once_things_have_changed(self, check: OwnCheck, change: dict[str, Any]) -> None:
        Organization.objects.update(**change)
        email = OutgoingEmail.objects.get()
        with pytest.raises(NothingToSend):
            get_kind(email.kind).render(email)


def row_of(check: OwnCheck) -> Organization:
    return check.organization


class TestThePage:
    @pytest.mark.parametrize("language", ["en", "es"])
    def test_it_shows_the_facts_and_changes_nothing(self, check: OwnCheck, language: str) -> None:
        response = Client().get(paths_of(check)[language])
        assert response.status_code == 200
        assert "(956) 555-0123" in response.text
        assert "Abogados" in response.text
        assert "no-store" in response["Cache-Control"]
        assert (row().checked_on, row().is_listed) == (None, True)

    def test_all_right_counts_as_checked_by_nobody_of_ours(self, check: OwnCheck) -> None:
        assert press(check, "right").status_code == 302
        assert (row().checked_on, row().checked_by) == (today(), None)
        assert row().source_en == "The organization itself"
        assert "Thank you" in Client().get(paths_of(check)["en"]).text

    def test_a_second_press_or_another_answer_later_does_nothing_more(self, check: OwnCheck) -> None:
        press(check, "changed", note="New hours")
        press(check, "changed", note="Newer hours")
        press(check, "right")
        assert row().checked_on is None
        assert Correction.objects.get().note == "New hours"

    def test_what_changed_goes_to_people(self, check: OwnCheck) -> None:
        assert press(check, "changed", note=" ").status_code == 400
        assert not Correction.objects.exists()
        press(check, "changed", note="We moved")
        correction = Correction.objects.get()
        assert (correction.note, correction.subject) == ("We moved", row())

    def test_who_does_not_want_to_be_listed_is_hidden_even_after_another_answer(self, check: OwnCheck) -> None:
        press(check, "right")
        press(check, "unlist")
        assert not row().is_listed
        assert "asked by its own link" in Correction.objects.get().note
        assert "no longer listed" in Client().get(paths_of(check)["en"]).text

    def test_an_answer_that_is_no_button_is_refused(self, check: OwnCheck) -> None:
        assert press(check, "explode").status_code == 400
        assert OwnCheck.objects.get().answer == ""

    def test_a_forged_old_or_misdirected_link_is_no_link(
        self, check: OwnCheck, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        token = token_of(check)
        for wrong in (token[:-1], str(check.pk), "x.y", token.replace(str(check.pk), "1")):
            assert Client().get(reverse("directory:check", args=[wrong])).status_code == 404
        Organization.objects.update(email="new@aid.example")
        assert press(check, "right").status_code == 404
        Organization.objects.update(email="hello@aid.example")
        later = now() + timedelta(days=29)
        monkeypatch.setattr(clock, "now", lambda: later)
        monkeypatch.setattr("cms.directory.models.own_check.now", lambda: later)
        assert press(check, "right").status_code == 404
        assert row().checked_on is None


def test_a_keeper_asks_several_from_the_list() -> None:
    rows = [organization(name, email=f"{name}@aid.example") for name in ("one", "two")]
    silent = organization("silent")
    query = "&".join(f"id={one.pk}" for one in [*rows, silent])
    address = reverse("wagtail_bulk_action", args=("directory", "organization", "ask")) + f"?{query}"
    client = logged_in(DIRECTORY_KEEPERS)
    assert "works for 28 days" in client.get(address).text
    assert OutgoingEmail.objects.count() == 0
    client.post(address)
    assert OutgoingEmail.objects.filter(kind="directory.check").count() == 2
