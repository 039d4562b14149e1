"""Positions with sources, data health, and who may open the screens."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.models import Page, Site

from cms.officials.models import Holder, Office, Position
from cms.users.roles import (
    AUDITORS,
    CONTACT_TEAM,
    DIRECTORY_KEEPERS,
    EDITORS,
    LETTERS_DESK,
    MODERATORS,
    SAFETY_LEAD,
    TRANSLATORS,
)
from tests.conftest import Clock
from tests.factories.site import logged_in

pytestmark = [pytest.mark.core, pytest.mark.usefixtures("congress")]
MODELS = ["office", "holder", "districtoffice", "position"]


def position(**fields: object) -> Position:
    facts = {"stance": "spoken_out", "source_url": "https://a.example.org/", "stated_on": date(2026, 3, 1)}
    page = Page.objects.get(depth=1)
    return Position(holder=Holder.objects.get(external_id="A000001"), campaign=page, **{**facts, **fields})


class TestPositions:
    def test_nobody_is_quoted_without_a_source(self) -> None:
        with pytest.raises(ValidationError, match="Give the address where they said it"):
            position(source_url="").full_clean()
        for fine in (position(), position(source_url="", stance="silent"), position(source_url="", is_sample=True)):
            fine.full_clean()

    def test_the_newest_comes_first_and_samples_can_be_left_out(self) -> None:
        position(stated_on=date(2026, 1, 1), stance="silent").save()
        position().save()
        position(is_sample=True, stated_on=date(2026, 3, 2)).save()
        page = Page.objects.get(depth=1)
        stances = [one.stance for one in Position.objects.on_campaign(page.pk).real()]
        assert stances == ["spoken_out", "silent"]
        assert str(Position.objects.real()[0]) == "Ana A000001 has spoken out"


class TestOffices:
    def test_data_health_by_age(self, clock: Clock) -> None:
        checked = Office.objects.filter(key="house-TX-15")
        assert not checked.stale()
        assert checked.get().is_current
        clock.forward(days=181)
        assert checked.stale().exists()
        assert not checked.get().is_current

    def test_two_people_cannot_hold_one_office(self) -> None:
        office = Office.objects.get(key="house-TX-15")
        with pytest.raises(IntegrityError), transaction.atomic():
            Holder.objects.create(office=office, name="Somebody Else")

    def test_a_phone_must_be_whole(self) -> None:
        with pytest.raises(ValidationError, match=r"\+1 and ten digits"):
            Office(kind="agency", name="Agency", phone="555-0123").full_clean()

    def test_labels(self) -> None:
        assert str(Office(kind="agency", name="Border office")) == "Border office"
        assert str(Office(kind="governor", state="DC")) == "Mayor, District of Columbia"
        assert str(Office(kind="company")) == "Company"

    @pytest.mark.parametrize(("kind", "vacant"), [("governor", True), ("us_attorney", False), ("company", False)])
    def test_only_a_seat_we_follow_is_called_vacant(self, kind: str, vacant: bool) -> None:
        office = Office.objects.create(kind=kind, name="Office of Tests", state="TX")
        assert office.is_vacant is vacant
        card = render_to_string("officials/card.html", {"office": office})
        assert ("Vacant" in card) is vacant
        # The hidden words of "This is wrong" name it again.
        assert card.partition("This is wrong")[0].count("Office of Tests") == 1


class TestAdmin:
    @pytest.mark.parametrize("model", MODELS)
    @pytest.mark.parametrize("role", [EDITORS, DIRECTORY_KEEPERS])
    def test_keepers_see_lists_and_forms(self, role: str, model: str) -> None:
        Site.clear_site_root_paths_cache()
        position().save()
        client = logged_in(role)
        for view in ("list", "add"):
            assert client.get(reverse(f"wagtailsnippets_officials_{model}:{view}")).status_code == 200

    @pytest.mark.parametrize("role", [CONTACT_TEAM, LETTERS_DESK, MODERATORS, SAFETY_LEAD, TRANSLATORS])
    def test_others_stay_out(self, role: str) -> None:
        client = logged_in(role)
        for model in MODELS:
            assert client.get(reverse(f"wagtailsnippets_officials_{model}:list")).status_code == 302

    def test_auditors_see_and_change_nothing(self) -> None:
        client = logged_in(AUDITORS)
        assert client.get(reverse("wagtailsnippets_officials_office:list")).status_code == 200
        assert client.get(reverse("wagtailsnippets_officials_office:add")).status_code == 302

    @pytest.mark.parametrize("health", ["stale", "no_phone", "vacant", "corrected"])
    def test_offices_by_what_is_wrong(self, health: str) -> None:
        url = reverse("wagtailsnippets_officials_office:list")
        response = logged_in(EDITORS).get(url, {"health": health, "kind": "representative"})
        assert ("TX-28" in response.content.decode()) == (health in ("no_phone", "vacant"))

    def test_holders_whose_term_is_over(self) -> None:
        Holder.objects.filter(external_id="A000001").update(end=date(2026, 1, 1))
        response = logged_in(EDITORS).get(reverse("wagtailsnippets_officials_holder:list"), {"review": "true"})
        assert "Ana A000001" in response.content.decode()
        assert "Ana S000001" not in response.content.decode()

    def test_an_office_is_corrected_by_hand(self) -> None:
        office = Office.objects.get(key="house-TX-15")
        names = (
            "name",
            "other_state",
            "address",
            "hours",
            "contact_form",
            "latitude",
            "longitude",
            "website",
            "source",
        )
        data = dict.fromkeys(names, "") | {
            "kind": "representative",
            "state": "TX",
            "district": "15",
            "phone": "+12025550199",
            "time_zone": "America/New_York",
            "checked_on": "2026-03-03",
            "is_corrected": "on",
        }
        url = reverse("wagtailsnippets_officials_office:edit", args=[office.pk])
        assert logged_in(EDITORS).post(url, data).status_code == 302
        office.refresh_from_db()
        assert (office.phone, office.key, office.is_corrected) == ("+12025550199", "house-TX-15", True)
