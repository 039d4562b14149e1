"""The project's own rules: what `manage.py check` says about page types and blocks that break them."""

from typing import Any

import pytest
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.core import checks
from cms.core.checks import MOST_BLOCKS, check_page_types, check_streams, page_types, stream_fields
from home.models import ContentPage, HomePage


def ids(messages: Any) -> list[str]:
    return [message.id for message in messages]


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """One page type as a hurried developer writes it."""
    monkeypatch.setattr(checks, "page_types", lambda: [ContentPage])
    monkeypatch.setattr(ContentPage, "page_description", "")
    monkeypatch.setattr(ContentPage, "template", "home/no_such_template.html")


def field_of(**children: blocks.Block) -> Any:
    field = StreamField(list(children.items()))
    field.set_attributes_from_name("body")
    return field


def about(monkeypatch: pytest.MonkeyPatch, field: Any) -> list[str]:
    monkeypatch.setattr(checks, "page_types", lambda: [ContentPage])
    monkeypatch.setattr(checks, "stream_fields", lambda model: [field])
    return ids(check_streams(None))


def good(**options: Any) -> blocks.CharBlock:
    return blocks.CharBlock(**{"icon": "title", "description": "A line.", "preview_value": "x", **options})


class TestPageTypes:
    def test_are_ours_only(self) -> None:
        assert {HomePage, ContentPage} <= set(page_types())
        assert Page not in page_types()

    def test_ours_pass(self) -> None:
        assert check_page_types(None) == []

    def test_one_without_description_and_template_is_named(self, hurried: None) -> None:
        messages = check_page_types(None)
        assert ids(messages) == ["core.E001", "core.E003"]
        assert all("home.ContentPage" in message.msg for message in messages)

    def test_one_that_may_stand_anywhere_is_a_warning(self, hurried: None, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delattr(ContentPage, "parent_page_types")
        assert "core.W002" in ids(check_page_types(None))


class TestStreams:
    def test_ours_pass(self) -> None:
        assert check_streams(None) == []

    def test_are_found_on_the_model(self) -> None:
        assert [field.name for field in stream_fields(HomePage)] == ["more", "body"]

    def test_a_good_block_passes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert about(monkeypatch, field_of(line=good())) == []

    @pytest.mark.parametrize(
        ("block", "expected"),
        [
            (good(description=""), ["core.E005"]),
            (good(icon="placeholder"), ["core.E007"]),
            (blocks.CharBlock(icon="title", description="A line."), ["core.E006"]),
            (blocks.CharBlock(), ["core.E005", "core.E006", "core.E007"]),
        ],
    )
    def test_a_block_that_leaves_editors_guessing_is_named(
        self, monkeypatch: pytest.MonkeyPatch, block: blocks.Block, expected: list[str]
    ) -> None:
        assert about(monkeypatch, field_of(line=block)) == expected

    def test_a_thirteenth_block_is_one_too_many(self, monkeypatch: pytest.MonkeyPatch) -> None:
        twelve = {f"line{number}": good() for number in range(MOST_BLOCKS)}
        assert about(monkeypatch, field_of(**twelve)) == []
        assert about(monkeypatch, field_of(**twelve, thirteenth=good())) == ["core.E004"]
