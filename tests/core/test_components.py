"""Fields, error summaries and small parts, as a reader with a screen reader meets them."""

from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from cms.core.forms import GuardedForm
from cms.core.templatetags.look import summary_errors
from tests.core.html import Html


class Everything(GuardedForm):
    text = forms.CharField(label="Your name", help_text="As you sign.", error_messages={"required": "Enter your name."})
    area = forms.CharField(
        label="Your story",
        widget=forms.Textarea(attrs={"data-word-limit": 20, "aria-describedby": "outside"}),
        error_messages={"required": "Write your story."},
    )
    line = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"data-character-limit": 20_000, "class": "zip"})
    )
    state = forms.ChoiceField(choices=[("TX", "Texas")], error_messages={"required": "Choose a state."})
    audience = forms.ChoiceField(
        label="Who may read it?",
        help_text="You can change this.",
        choices=[("all", "Anyone"), ("staff", "Staff")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who may read it."},
    )
    uses = forms.MultipleChoiceField(
        required=False, choices=[("site", "Site"), ("print", "Print")], widget=forms.CheckboxSelectMultiple
    )
    photo = forms.FileField(required=False)
    agree = forms.BooleanField(label="I agree", error_messages={"required": "Tick the box."})
    secret = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        if "clash" in self.data:
            raise forms.ValidationError("These do not go together.")
        return self.cleaned_data


def component(part: str, /, **context: Any) -> Html:
    template = engines["django"].get_template(f"components/{part}.html")
    return Html(template.render(context, RequestFactory().get("/en/")))


def field(name: str, data: dict[str, str] | None = None, **context: Any) -> Html:
    return component("field", field=Everything(data)[name], **context)


pytestmark = pytest.mark.django_db


class TestField:
    def test_a_text_field_has_a_label_and_its_hint(self) -> None:
        html = field("text")
        control = html.one("input")
        assert html.one("label")["for"] == control["id"]
        assert html.by_id(control["aria-describedby"]).text == "As you sign."
        assert control["class"] == "inp"
        assert "aria-invalid" not in control

    def test_an_error_is_announced_with_the_field_and_begins_with_error(self) -> None:
        html = field("text", {})
        control = html.one("input")
        hint, error = control["aria-describedby"].split()
        assert control["aria-invalid"] == "true"
        assert html.by_id(hint).text == "As you sign."
        assert html.by_id(error).text == "Error: Enter your name."

    def test_a_hint_given_by_the_page_replaces_the_forms_own(self) -> None:
        html = field("text", hint="Full name.")
        assert html.by_id(html.one("input")["aria-describedby"]).text == "Full name."

    def test_a_field_without_hint_and_error_describes_nothing(self) -> None:
        assert "aria-describedby" not in field("state").one("select")

    def test_optional_is_said_in_words_and_only_then(self) -> None:
        assert "(optional)" in field("photo").text
        assert "(optional)" in field("uses").one("legend").text
        assert "(optional)" not in field("text").text

    @pytest.mark.parametrize(("name", "legend"), [("audience", "Who may read it?"), ("uses", "Uses (optional)")])
    def test_a_group_is_a_fieldset_with_one_label_for_each_choice(self, name: str, legend: str) -> None:
        html = field(name)
        assert html.one("fieldset").one("legend").text == legend
        assert [label["for"] for label in html.all("label")] == [control["id"] for control in html.all("input")]
        assert len(html.all("input")) == 2

    def test_the_fieldset_and_not_each_choice_carries_hint_and_error(self) -> None:
        html = field("audience", {})
        assert [html.by_id(one).text for one in html.one("fieldset")["aria-describedby"].split()] == [
            "You can change this.",
            "Error: Choose who may read it.",
        ]
        assert all("aria-describedby" not in control for control in html.all("input"))
        assert all(control["aria-invalid"] == "true" for control in html.all("input"))

    def test_a_single_checkbox_stands_inside_its_label(self) -> None:
        html = field("agree", {})
        assert html.one("label").one("input")["type"] == "checkbox"
        assert html.one("label").text == "I agree"
        assert html.by_id(html.one("input")["aria-describedby"]).text == "Error: Tick the box."

    def test_a_file_field_keeps_its_type(self) -> None:
        assert field("photo").one("input")["type"] == "file"

    def test_a_hidden_field_is_only_its_control(self) -> None:
        html = field("secret")
        assert html.one("input")["type"] == "hidden"
        assert html.all("label") == html.all("div") == []

    def test_a_word_limit_is_said_without_javascript_and_counted_with_it(self) -> None:
        html = field("area")
        count = html.by_id("id_area_count")
        assert html.one("textarea")["aria-describedby"] == "outside id_area_count"
        assert count.text == "Up to 20 words."
        assert (count["data-count-for"], count["data-limit"], count["data-unit"]) == ("id_area", "20", "words")
        assert "NUMBER" in count["data-now"]
        assert "NUMBER" in count["data-over"]

    def test_a_character_limit_too_and_the_widgets_own_class_stays(self) -> None:
        html = field("line")
        count = html.by_id("id_line_count")
        assert (count["data-unit"], count["data-limit"]) == ("characters", "20000")
        assert count.text == "Up to 20,000 characters."
        assert html.one("input")["class"] == "inp zip"

    def test_what_was_typed_comes_back_escaped(self) -> None:
        html = field("text", {"text": '"><script>alert(1)</script>'})
        assert html.one("input")["value"] == '"><script>alert(1)</script>'
        assert html.all("script") == []

    def test_with_a_prefix_all_ids_carry_it(self) -> None:
        html = component("field", field=Everything({}, prefix="second")["text"])
        assert html.one("label")["for"] == "id_second-text"
        assert html.one("input")["aria-describedby"] == "id_second-text_hint id_second-text_error"


class TestErrorSummary:
    def test_each_error_links_to_its_field_in_the_same_words(self) -> None:
        form = Everything({})
        page = Html("".join(component("field", field=one).source for one in form))
        links = component("error_summary", form=form).all("a")
        at_the_fields = [node.text.removeprefix("Error: ") for node in page.all("p") if node.get("class") == "err"]
        assert [link.text for link in links] == at_the_fields
        assert len(links) == 5
        for link in links:
            assert page.by_id(link["href"].removeprefix("#")).tag in {"input", "textarea", "select"}

    def test_a_group_is_reached_at_its_first_choice(self) -> None:
        links = {link.text: link["href"] for link in component("error_summary", form=Everything({})).all("a")}
        assert links["Choose who may read it."] == "#id_audience_0"

    def test_it_takes_the_focus_and_speaks(self) -> None:
        box = component("error_summary", form=Everything({})).with_attribute("data-error-summary")
        assert (box["role"], box["tabindex"]) == ("alert", "-1")

    def test_an_example_takes_no_focus(self) -> None:
        html = component("error_summary", form=Everything({}), quiet=True)
        assert "There is a problem" in html.text
        assert "data-error-summary" not in html.source
        assert "role=" not in html.source

    def test_errors_of_the_whole_form_come_first_and_lead_to_its_first_field(self) -> None:
        first = component("error_summary", form=Everything({"clash": "1"})).all("a")[0]
        assert (first.text, first["href"]) == ("These do not go together.", "#id_text")

    def test_more_errors_can_be_added(self) -> None:
        html = component("error_summary", form=None, errors=[("Choose a paper.", "paper-1"), ("Try again.", "")])
        assert html.one("a")["href"] == "#paper-1"
        assert [item.text for item in html.all("li")] == ["Choose a paper.", "Try again."]

    @pytest.mark.parametrize("form", [None, "", Everything(), object()])
    def test_without_errors_there_is_nothing(self, form: Any) -> None:
        assert component("error_summary", form=form).text == ""

    def test_a_flag_or_a_word_is_no_list_of_errors(self) -> None:
        assert summary_errors(None, True) == summary_errors(None, "yes") == []

    def test_messages_are_escaped(self) -> None:
        html = component("error_summary", errors=[("<b>no</b>", "x")])
        assert html.one("a").text == "<b>no</b>"


class TestSmallParts:
    def test_the_guard_has_token_honeypot_and_key(self) -> None:
        html = component("form_guard", form=Everything())
        assert {control["name"] for control in html.all("input")} == {"csrfmiddlewaretoken", "website", "form_token"}
        assert {control["type"] for control in html.all("input")} == {"hidden"}

    def test_steps_say_which_is_done_and_which_is_now(self) -> None:
        html = component("steps", steps=[("Find", "done"), ("Call", "current"), ("Tell", "todo")])
        done, now, todo = html.all("li")
        assert done.text == "Find (done)"
        assert now["aria-current"] == "step"
        assert "aria-current" not in todo

    def test_an_action_card_has_one_link_in_its_heading(self) -> None:
        html = component(
            "action_card", title="Call", text="Say it.", url="/en/call/", numeral=1, time_promise="6 minutes"
        )
        assert html.one("h3").one("a")["href"] == "/en/call/"
        assert len(html.all("a")) == 1
        assert html.all("p")[0]["aria-hidden"] == "true"  # the list already counts
        assert "6 minutes" in html.text

    def test_an_action_card_needs_neither_number_nor_promise(self) -> None:
        html = component("action_card", title="Call", text="Say it.", url="/x/")
        assert html.text.split() == ["Call", "Say", "it."]

    def test_a_sample_says_so_on_cards(self) -> None:
        assert "Sample" in component("action_card", title="Call", url="/x/", sample=True).text
        assert "Sample" in component("story_card", quote="Q", name="Rosa", sample=True).text
        assert "Sample" not in component("story_card", quote="Q", name="Rosa").text

    def test_a_story_card_names_its_link_after_the_person(self) -> None:
        html = component("story_card", quote="<i>Q</i>", name="Rosa", place="McAllen", url="/en/stories/rosa/")
        assert html.one("a").text == "Read the story of Rosa"
        assert html.one("blockquote").text == "<i>Q</i>"

    def test_not_verified_in_general_and_in_particular(self) -> None:
        assert component("not_verified").text == "Not verified yet"
        assert component("not_verified", text="Phone not verified").text == "Phone not verified"

    def test_an_empty_result_offers_a_way_on(self) -> None:
        html = component("empty", title="Nothing near", text="Try these.", url="/en/help/", label="National lines")
        assert html.one("a")["href"] == "/en/help/"
        assert component("empty", title="Nothing near", text="Try these.").all("a") == []

    def test_the_copy_button_waits_for_javascript(self) -> None:
        html = component("script_box", id="say", text="Hello <you>")
        button = html.one("button")
        assert "hidden" in button
        assert html.by_id(button["data-copy"]).text == "Hello <you>"

    def test_language_notes_say_which_trouble_it_is(self) -> None:
        assert "not in your language" in component("language_note").text
        older = component("language_note", state="older", url="/en/guide/")
        assert "older than the original" in older.text
        assert older.one("a")["href"] == "/en/guide/"

    def test_pagination_keeps_the_other_query_and_hides_when_needless(self) -> None:
        middle = Paginator(range(30), 10).page(2)
        links = component("pagination", page_obj=middle, keep="zip=78501&lang=es").all("a")
        assert [link["href"] for link in links] == ["?zip=78501&lang=es&page=1", "?zip=78501&lang=es&page=3"]
        assert component("pagination", page_obj=Paginator(range(3), 10).page(1)).text == ""

    @pytest.mark.parametrize(("kind", "role"), [("ok", "status"), ("err", None), ("", None)])
    def test_only_good_news_is_a_status(self, kind: str, role: str | None) -> None:
        assert component("alert", kind=kind, text="Sent.").all("div")[0].get("role") == role
