"""The starter kit's campaign and actions: both languages, valid, sourced, in plain words."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags
from wagtail.models import Page, Site

from cms.actions.models import ActionPage, CallPage, CampaignPage, VisitPage
from cms.actions.starter_content import (
    call,
    campaign,
    companies,
    events,
    governors,
    petition,
    share,
    us_attorneys,
    visit,
)
from cms.actions.starter_kit import make_campaign_and_actions, make_index
from cms.core.models import BasePage
from tests.factories.site import page_in

CONTENTS = [call, campaign, companies, events, governors, petition, share, us_attorneys, visit]
STREAMS = ("body", "issue", "law", "change", "asks", "toolkit")
LONGEST_SENTENCE = 32  # words


def names(content: Any) -> str:
    return str(content.__name__.rsplit(".", 1)[-1])


def streams(values: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (block for name in STREAMS for block in values.get(name, []))


def sentences(value: Any) -> Iterator[str]:
    """Every sentence of raw blocks, however deep."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in {"url", "source", "type", "style", "phone"}:
                yield from sentences(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from sentences(inner)
    elif isinstance(value, str):
        plain = strip_tags(re.sub(r"</(p|li|h3)>", ". ", value))
        yield from (part.strip() for part in re.split(r"[.!?:]\s|\n", plain) if part.strip())


def kit_actions() -> list[Any]:
    """The actions of both languages, whatever their kinds."""
    return [page.specific for kind in (ActionPage, CallPage, VisitPage) for page in kind.objects.all()]


class TestWords:
    @pytest.mark.parametrize("content", CONTENTS, ids=names)
    def test_both_languages_have_the_same_fields_and_blocks(self, content: Any) -> None:
        assert set(content.ENGLISH) == set(content.SPANISH)
        english, spanish = ([block["type"] for block in streams(one)] for one in (content.ENGLISH, content.SPANISH))
        assert english == spanish

    @pytest.mark.parametrize("content", CONTENTS, ids=names)
    def test_no_sentence_was_left_in_english(self, content: Any) -> None:
        english = {one for one in sentences([content.ENGLISH]) if len(one.split()) > 3}
        spanish = set(sentences([content.SPANISH]))
        assert not english & spanish

    @pytest.mark.parametrize("content", CONTENTS, ids=names)
    @pytest.mark.parametrize("language", ["ENGLISH", "SPANISH"])
    def test_sentences_are_short(self, content: Any, language: str) -> None:
        too_long = [one for one in sentences([getattr(content, language)]) if len(one.split()) > LONGEST_SENTENCE]
        assert too_long == []

    @pytest.mark.parametrize("content", CONTENTS, ids=names)
    @pytest.mark.parametrize("language", ["ENGLISH", "SPANISH"])
    def test_summaries_fit_on_a_card(self, content: Any, language: str) -> None:
        assert 20 < len(getattr(content, language)["summary"]) <= 240

    @pytest.mark.parametrize("content", CONTENTS, ids=names)
    def test_facts_and_numbers_name_a_source_and_claim_no_check(self, content: Any) -> None:
        for values in (content.ENGLISH, content.SPANISH):
            claims = [block["value"] for block in streams(values) if block["type"] in {"fact", "number"}]
            assert all(claim["source"] for claim in claims)
            assert not any(claim["is_verified"] for claim in claims)
            assert values["facts_year"] == 2018

    def test_the_campaign_asks_for_all_four_things(self) -> None:
        asked = str(campaign.ENGLISH["change"])
        for point in ("Speak out", "Stop the money", "See the border", "See the courtrooms"):
            assert point in asked

    def test_scripts_leave_room_for_the_callers_own_name(self) -> None:
        assert "[your name]" in str(call.ENGLISH["script_opening"])
        assert "[su nombre]" in str(call.SPANISH["script_opening"])

    def test_the_call_asks_for_the_same_four_things(self) -> None:
        titles = [block["value"]["title"] for block in call.ENGLISH["asks"]]
        assert titles == ["Speak out", "Stop the money, end the policy", "See the border", "See the courtrooms"]
        assert len(call.SPANISH["asks"]) == 4


class TestPages:
    def test_every_page_passes_its_own_validation(self, site: Site) -> None:
        for page in Page.objects.type(BasePage).specific():
            page.full_clean()
            for name in STREAMS:
                stream = getattr(page, name, None)
                if stream:
                    stream.stream_block.clean(stream)

    def test_a_second_run_changes_nothing(self, site: Site) -> None:
        before = list(Page.objects.order_by("pk").values_list("pk", "path", "latest_revision_id"))
        assert make_index() == 0
        assert make_campaign_and_actions() == 0
        assert list(Page.objects.order_by("pk").values_list("pk", "path", "latest_revision_id")) == before

    def test_a_deleted_translation_comes_back_alone(self, site: Site) -> None:
        page_in("es", "firmar").delete()
        assert make_campaign_and_actions() == 1
        assert page_in("es", "firmar").live

    @pytest.mark.parametrize(
        ("path", "words"),
        [
            ("/en/act/call/", "Hello, my name is"),
            ("/es/actua/llamar/", "Buenos días, me llamo"),
            ("/en/act/visit/", "pages 9 to 11"),
            ("/es/actua/visitar/", "páginas 9 a 11"),
            ("/en/act/share/", "#FamiliesBelongTogether"),
            ("/es/actua/compartir/", "#FamiliesBelongTogether"),
            ("/en/act/sign/", "MomsRising"),
            ("/es/actua/firmar/", "MomsRising"),
            ("/en/act/events/", "Families Belong Together"),
            ("/es/actua/eventos/", "Families Belong Together"),
            ("/en/families-together/", "section 1158"),
            ("/es/familias-juntas/", "sección 1158"),
        ],
    )
    def test_each_stands_at_its_address_in_its_language(
        self, site: Site, client: Client, path: str, words: str
    ) -> None:
        response = client.get(path)
        assert response.status_code == 200
        assert words in response.content.decode()

    def test_every_action_leads_on_to_another_and_none_to_itself(self, site: Site) -> None:
        for page in kit_actions():
            following = page.live_next_action
            assert following is not None
            assert following.pk != page.pk
            assert following.locale_id == page.locale_id

    def test_a_supporter_who_follows_the_thank_yous_sees_every_action(self, site: Site) -> None:
        page = page_in("es", "llamar")
        seen = set()
        while page.pk not in seen:
            seen.add(page.pk)
            page = page.live_next_action.specific
        assert seen == {action.pk for action in kit_actions() if action.locale == page.locale}

    def test_the_campaign_lists_the_actions_in_order(self, site: Site, client: Client) -> None:
        html = client.get("/en/families-together/").content.decode()
        places = [html.index(f">{page.title}</a>") for page in page_in("en", "act").get_children()]
        assert places == sorted(places)
        assert CampaignPage.objects.count() == 2
