"""The newest position of each holder, for cards: no query per card, in whichever language the campaign was chosen."""

from datetime import date
from typing import Any

import pytest
from wagtail.models import Locale, Page

from cms.officials.models import Holder, Office, Position
from cms.officials.positions import newest_positions
from cms.officials.templatetags.officials import position_in

pytestmark = [pytest.mark.core, pytest.mark.usefixtures("congress")]


@pytest.fixture
def campaign() -> Page:
    root = Page.objects.get(depth=1)
    return root.add_child(instance=Page(title="Campaign", slug="c", locale=Locale.objects.get(language_code="en")))


@pytest.fixture
def spanish(campaign: Page) -> Page:
    locale = Locale.objects.get_or_create(language_code="es")[0]
    root = Page.objects.get(depth=1)
    return root.add_child(
        instance=Page(title="Campaña", slug="d", locale=locale, translation_key=campaign.translation_key)
    )


def say(campaign: Page, stance: str, day: int, *, who: str = "A000001", **fields: Any) -> Position:
    holder = Holder.objects.get(external_id=who)
    source = "" if stance == "silent" else "https://a.example.org/"
    return Position.objects.create(
        holder=holder, campaign=campaign, stance=stance, stated_on=date(2026, 3, day), source_url=source, **fields
    )


def offices() -> list[Office]:
    return list(Office.objects.filter(state="TX").with_holders())


def stances(campaign: Page) -> list[str]:
    return sorted(one.stance for one in newest_positions(offices(), campaign_id=campaign.pk).values())


def test_the_newest_counts_whatever_was_written_last(campaign: Page) -> None:
    say(campaign, "spoken_out", 2)
    say(campaign, "silent", 1)
    assert stances(campaign) == ["spoken_out"]


def test_of_one_day_the_one_written_last_counts(campaign: Page) -> None:
    say(campaign, "silent", 1)
    say(campaign, "against", 1)
    assert stances(campaign) == ["against"]


def test_either_language_of_the_campaign_will_do(campaign: Page, spanish: Page) -> None:
    say(campaign, "in_favor", 1)
    say(spanish, "silent", 2, who="S000001")
    assert stances(campaign) == stances(spanish) == ["in_favor", "silent"]


def test_another_campaign_is_another_matter(campaign: Page) -> None:
    say(Page.objects.get(depth=1), "in_favor", 1)
    assert stances(campaign) == []


def test_what_a_predecessor_said_is_not_held_against_a_successor(campaign: Page) -> None:
    say(campaign, "in_favor", 1)
    Holder.objects.filter(external_id="A000001").update(left_on=date(2026, 3, 2))
    assert stances(campaign) == []


def test_one_query_for_all_cards(campaign: Page, django_assert_num_queries: Any) -> None:
    say(campaign, "in_favor", 1)
    say(campaign, "silent", 1, who="S000001")
    found = offices()
    with django_assert_num_queries(1):
        positions = newest_positions(found, campaign_id=campaign.pk)
    with django_assert_num_queries(0):
        by_label = {office.label: position_in(office, positions) for office in found}
    assert by_label["Representative, TX-15"].stance == "in_favor"


def test_no_campaign_no_question(django_assert_num_queries: Any) -> None:
    found = offices()
    with django_assert_num_queries(0):
        assert newest_positions(found, campaign_id=None) == {}
    assert position_in(found[0], {}) is None
