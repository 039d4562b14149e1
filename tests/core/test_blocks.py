"""The twelve blocks: what editors are told about them, what they refuse, and how they look to a reader."""

from typing import Any

import html5lib
import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from wagtail import blocks
from wagtail.blocks import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, Site

from cms.core.blocks import BodyBlock, BodyField
from cms.core.blocks.link import ButtonBlock, LinkBlock
from cms.core.blocks.phone import PhoneBlock, readable_phone
from cms.core.stream import (
    RawBlock,
    button,
    buttons,
    callout,
    document,
    fact,
    heading,
    number,
    questions,
    quote,
    script,
    text,
)
from cms.core.stream import steps as steps_block
from cms.core.templatetags.words import with_slots
from tests.factories.site import logged_in

BODY = BodyBlock()
NAMES = list(BODY.child_blocks)


def html_of(*raw: RawBlock) -> str:
    return render_to_string("blocks/stream.html", {"stream": BODY.to_python(list(raw))})


class TestWhatEditorsAreTold:
    def test_there_are_at_most_twelve(self) -> None:
        assert len(NAMES) <= 12

    @pytest.mark.parametrize("name", NAMES)
    def test_each_says_what_it_is_for(self, name: str) -> None:
        block = BODY.child_blocks[name]
        assert len(str(block.get_description())) > 30
        assert block.meta.icon != "placeholder"
        assert block.meta.group
        assert block.label
        assert block.is_previewable

    @pytest.mark.parametrize("name", NAMES)
    def test_each_is_collapsed_under_a_label_of_its_own(self, name: str) -> None:
        block = BODY.child_blocks[name]
        assert BODY.meta.collapsed
        if isinstance(block, blocks.StructBlock):
            assert "{" in str(block.meta.label_format)

    @pytest.mark.parametrize("name", NAMES)
    def test_a_new_one_shows_its_fields_at_once(self, name: str) -> None:
        # The one row that a new list begins with would be folded away with the others.
        assert not getattr(BODY.child_blocks[name].meta, "collapsed", False)

    @pytest.mark.parametrize("name", NAMES)
    def test_no_block_goes_deeper_than_two_levels(self, name: str) -> None:
        block = BODY.child_blocks[name]
        inner = block.child_block if isinstance(block, blocks.ListBlock) else block
        children = getattr(inner, "child_blocks", {}).values()
        assert not [child for child in children if isinstance(child, blocks.ListBlock | blocks.BaseStreamBlock)]

    def test_migrations_keep_no_copy_of_the_blocks(self) -> None:
        _name, path, args, kwargs = BodyField(verbose_name="body").deconstruct()
        assert path == "cms.core.blocks.body.BodyField"
        assert args == []
        assert set(kwargs) == {"blank", "verbose_name"}


class TestPreviews:
    @pytest.mark.parametrize("name", NAMES)
    def test_each_shows_its_preview_with_our_look_under_our_policy(self, db: None, name: str) -> None:
        client = logged_in()
        block = BODY.child_blocks[name]
        response = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
        assert response.status_code == 200
        html = response.content.decode()
        assert "css/site.css" in html
        assert " style=" not in html
        assert "script-src 'self'" in response.headers["Content-Security-Policy"]

    def test_the_preview_speaks_the_editors_language(self, db: None) -> None:
        client = logged_in()
        block = BODY.child_blocks["callout"]
        html = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix}).content.decode()
        assert "No law required it." in html

    def test_a_stranger_sees_no_preview(self, db: None, client: Client) -> None:
        block = BODY.child_blocks["callout"]
        response = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
        assert response.status_code == 302


class TestLinks:
    def value(self, block: LinkBlock, **values: Any) -> Any:
        return block.to_python({"text": "Go", **values})

    def clean(self, block: LinkBlock, **values: Any) -> Any:
        return block.clean(self.value(block, **values))

    def test_a_link_to_one_thing_is_taken(self, db: None) -> None:
        assert self.clean(LinkBlock(), url="https://example.org/").href == "https://example.org/"
        assert self.clean(ButtonBlock(), phone="+18554401800", style="main").href == "tel:+18554401800"
        page = Page.objects.get(depth=2)
        assert self.clean(LinkBlock(), page=page.pk).href == page.url

    @pytest.mark.parametrize("block", [LinkBlock(), ButtonBlock(), BODY.child_blocks["document"]])
    def test_a_link_to_nothing_is_refused_at_its_first_field(self, db: None, block: LinkBlock) -> None:
        with pytest.raises(StructBlockValidationError) as caught:
            self.clean(block, style="main", language="en")
        assert list(caught.value.block_errors) == [block.meta.targets[0]]

    def test_a_link_to_two_things_is_refused_at_both(self, db: None) -> None:
        with pytest.raises(StructBlockValidationError) as caught:
            self.clean(ButtonBlock(), url="https://example.org/", phone="+18554401800", style="main")
        assert set(caught.value.block_errors) == {"url", "phone"}

    @pytest.mark.parametrize("url", ["javascript:alert(1)", "//", "not an address", "data:text/html,x"])
    def test_an_address_that_is_none_is_refused(self, db: None, url: str) -> None:
        with pytest.raises(StructBlockValidationError):
            self.clean(LinkBlock(), url=url)

    def test_a_link_to_an_unpublished_page_leads_nowhere_and_is_not_shown(self, db: None) -> None:
        page = Page.objects.get(depth=2)
        page.unpublish()
        raw = buttons(button("Go there", page=page.pk))
        assert "Go there" not in html_of(raw)

    def test_a_link_to_a_deleted_page_is_not_shown(self, db: None) -> None:
        assert "Go there" not in html_of(buttons(button("Go there", page=987654)))

    def test_only_links_that_leave_the_site_hide_where_the_reader_was(self, db: None) -> None:
        outside = html_of(buttons(button("Out", url="https://example.org/")))
        inside = html_of(buttons(button("In", page=Page.objects.get(depth=2).pk)))
        assert 'rel="noreferrer"' in outside
        assert 'rel="noreferrer"' not in inside

    def test_a_document_link_leads_to_the_uploaded_file(self, db: None, tmp_path: Any, settings: Any) -> None:
        settings.MEDIA_ROOT = tmp_path
        sheet = get_document_model().objects.create(title="Rights", file="documents/rights.pdf")
        raw = document("Know your rights", "", language="es")
        raw["value"]["document"] = sheet.pk
        html = html_of(raw)
        assert f'href="{sheet.url}"' in html
        assert 'hreflang="es"' in html


class TestPhones:
    @pytest.mark.parametrize("typed", ["(855) 440-1800", "855.440.1800", "+1 855 440 1800", " 8554401800 "])
    def test_takes_any_notation(self, typed: str) -> None:
        assert PhoneBlock().clean(typed) == "+18554401800"

    @pytest.mark.parametrize("typed", ["12", "call me", "555-CALL-NOW-PLEASE-99999999"])
    def test_refuses_what_is_no_number(self, typed: str) -> None:
        with pytest.raises(ValidationError):
            PhoneBlock().clean(typed)

    def test_may_be_empty_only_where_it_is_optional(self) -> None:
        assert PhoneBlock(required=False).clean("") == ""
        with pytest.raises(ValidationError):
            PhoneBlock().clean("")

    @pytest.mark.parametrize(
        ("number_", "shown"), [("+18554401800", "(855) 440-1800"), ("", ""), ("nonsense", "nonsense")]
    )
    def test_is_shown_as_people_write_it(self, number_: str, shown: str) -> None:
        assert readable_phone(number_) == shown


class TestHowTheyLook:
    def test_a_heading_is_a_second_level_heading_that_can_be_linked(self) -> None:
        assert '<h2 id="what-the-law-says">What the law says</h2>' in html_of(heading("What the law says"))

    def test_a_callout_marks_its_phrase(self) -> None:
        assert '<span class="mark">No law.</span>' in html_of(callout("No law."))

    def test_a_fact_nobody_checked_says_so(self) -> None:
        raw = fact("It is legal.", "Section 1158", "https://example.org/")
        assert "Not verified" in html_of(raw)
        assert "Section 1158" in html_of(raw)
        raw["value"]["is_verified"] = True
        assert "Not verified" not in html_of(raw)

    def test_a_number_nobody_checked_says_so(self) -> None:
        raw = number("99%", "came", "A report")
        assert "Not verified" in html_of(raw)
        raw["value"]["is_verified"] = True
        assert "Not verified" not in html_of(raw)

    def test_a_fact_without_address_names_its_source_all_the_same(self) -> None:
        html = html_of(fact("It is legal.", "Section 1158"))
        assert "Section 1158" in html
        assert "<a " not in html

    def test_a_script_can_be_copied_where_there_is_javascript_and_read_where_there_is_none(self) -> None:
        stream = BODY.to_python([{**script("Say", "I am [your name]."), "id": "a1"}])
        html = render_to_string("blocks/stream.html", {"stream": stream})
        assert '<div id="script-a1"><p>I am <mark>[your name]</mark>.</p></div>' in html
        assert 'data-copy="script-a1"' in html
        assert " hidden>Copy the text</button>" in html

    def test_steps_are_an_ordered_list_with_their_numerals_hidden_from_screen_readers(self) -> None:
        html = html_of(steps_block(("Call", "Now."), ("Thank", "")))
        assert html.count("<li>") == 2
        assert html.count('aria-hidden="true"') == 2
        assert "<ol" in html

    def test_questions_open_without_javascript(self) -> None:
        html = html_of(questions(("Why?", "Because.")))
        assert "<summary>Why?</summary>" in html

    def test_a_quote_links_to_its_source(self) -> None:
        html = html_of(quote("I called.", "Ana", "El Paso", "https://example.org/"))
        assert '<a href="https://example.org/">El Paso</a>' in html
        assert "<strong>Ana</strong>" in html

    def test_a_document_names_publisher_pages_and_language(self) -> None:
        raw = document("Toolkit", "https://example.org/", pages="pages 9 to 11", publisher="MomsRising")
        html = " ".join(html_of(raw).split())
        assert "MomsRising" in html
        assert "pages 9 to 11" in html
        assert "in English" in html

    def test_a_button_shows_the_phone_number_it_calls(self, db: None) -> None:
        html = html_of(buttons(button("Call", phone="+18554401800")))
        assert 'href="tel:+18554401800"' in html
        assert "(855) 440-1800" in html

    @pytest.mark.filterwarnings("ignore::ResourceWarning")  # Wagtail leaves its temporary file to be collected
    def test_a_picture_has_its_text_or_says_that_it_is_decoration(self, db: None, tmp_path: Any, settings: Any) -> None:
        settings.MEDIA_ROOT = tmp_path
        image = get_image_model().objects.create(title="march.png", file=get_test_image_file())
        raw: RawBlock = {
            "type": "picture",
            "value": {"image": {"image": image.pk, "alt_text": "A march", "decorative": False}, "caption": "June"},
        }
        html = html_of(raw)
        assert 'alt="A march"' in html
        assert "June" in html
        raw["value"]["image"] = {"image": image.pk, "alt_text": "", "decorative": True}
        assert 'alt=""' in html_of(raw)

    def test_a_picture_that_was_deleted_leaves_the_page_standing(self, db: None) -> None:
        raw: RawBlock = {
            "type": "picture",
            "value": {"image": {"image": 4711, "alt_text": "Gone", "decorative": False}, "caption": "June"},
        }
        assert "June" in html_of(raw)

    def test_an_empty_stream_shows_nothing(self) -> None:
        assert html_of().strip() == ""

    def test_a_block_that_no_longer_exists_is_left_out(self) -> None:
        assert html_of({"type": "carousel", "value": "x"}).strip() == ""

    @pytest.mark.parametrize(
        "raw",
        [
            heading("<script>alert(1)</script>"),
            callout("<script>alert(1)</script>"),
            quote("<script>alert(1)</script>", "<script>alert(1)</script>", "<script>alert(1)</script>"),
            questions(("<script>alert(1)</script>", "x")),
            steps_block(("<script>alert(1)</script>", "x")),
            script("<script>alert(1)</script>", "[<script>alert(1)</script>]"),
            fact("x", "<script>alert(1)</script>"),
            number("<script>", "<script>alert(1)</script>", "<script>"),
            document("<script>alert(1)</script>", "https://example.org/", pages="<script>", publisher="<script>"),
        ],
        ids=lambda raw: raw["type"],
    )
    def test_nothing_typed_into_plain_fields_becomes_markup(self, raw: RawBlock) -> None:
        assert "<script>" not in html_of(raw)

    @pytest.mark.parametrize("name", [name for name in NAMES if name != "picture"])
    def test_each_is_valid_html(self, db: None, name: str) -> None:
        block = BODY.child_blocks[name]
        fragment = f"<!doctype html><title>x</title><body>{block.render(block.get_preview_value())}"
        html5lib.HTMLParser(strict=True).parse(fragment)


class TestSlots:
    def test_marks_what_the_reader_fills_in(self) -> None:
        assert with_slots("I am [your name].") == "<p>I am <mark>[your name]</mark>.</p>"

    def test_keeps_paragraphs_and_lines(self) -> None:
        assert with_slots("One\ntwo\n\nthree") == "<p>One<br>two</p>\n\n<p>three</p>"

    @pytest.mark.parametrize("words", ["[", "[]", "a ] b [ c", "[[x]", "[" + "long " * 30 + "]"])
    def test_leaves_odd_brackets_alone(self, words: str) -> None:
        assert with_slots(words).count("<mark>") == with_slots(words).count("</mark>") <= 1

    def test_a_slot_cannot_smuggle_markup(self) -> None:
        assert "<b>" not in with_slots("[<b>name</b>]")


class TestWhatTheStreamRefuses:
    @pytest.mark.parametrize(
        "raw",
        [
            {"type": "heading", "value": ""},
            {"type": "callout", "value": {"phrase": "", "text": ""}},
            {"type": "fact", "value": {"text": "<p>x</p>", "source": "", "url": ""}},
            {"type": "steps", "value": []},
            {"type": "buttons", "value": []},
            buttons(*[button("Go", url="https://example.org/")] * 4),
            number("a number that is far too long", "x", "y"),
        ],
        ids=str,
    )
    def test_incomplete_blocks(self, db: None, raw: RawBlock) -> None:
        with pytest.raises(StreamBlockValidationError):
            BODY.clean(BODY.to_python([raw]))

    def test_takes_a_whole_page(self, db: None) -> None:
        raw = [heading("x"), text("y"), fact("z", "s"), buttons(button("Go", url="https://example.org/"))]
        assert len(BODY.clean(BODY.to_python(raw))) == 4
        assert Site.objects.exists()
