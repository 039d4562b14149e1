"""An editor makes a contact page: chooses a company, writes a letter, previews it, has it translated."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page, Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource

from cms.actions.contact.whom import Whom
from cms.actions.models import ContactPage
from cms.officials.models import Office
from cms.users.roles import EDITORS
from tests.core.html import Html
from tests.factories.site import logged_in, page_in

pytestmark = pytest.mark.usefixtures("site")
LETTER = "Dear [the official],\r\n\r\nI write about [company].\r\n\r\nPlease answer."


@pytest.fixture
def company(db: None) -> Office:
    return Office.objects.create(kind="company", name="Border Towers Inc.", address="1 Tower Street")


@pytest.fixture
def editor(company: Office) -> Client:
    return logged_in(EDITORS)


def typed(company: Office, **changes: Any) -> dict[str, Any]:
    """What the browser sends when an editor fills in a new contact page."""
    office = {"office": str(company.pk), "addressee": "President", "source": "https://filings.example.org/"}
    fields = {
        "title": "Write to the tower makers",
        "slug": "towers",
        "summary": "One letter.",
        "time_promise": "5",
        "facts_year": "",
        "body": streamfield([("heading", "What they build")]),
        "next_action": "",
        "campaign": str(page_in("en", "families-together").pk),
        "asks": streamfield([("ask", {"title": "Stop building", "words": "[company], stop building towers."})]),
        "whom": Whom.CHOSEN.value,
        "chosen_offices": inline_formset([office]),
        "subject": "Your towers",
        "letter": LETTER,
        "seo_title": "",
        "search_description": "",
        "social_image": "",
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
    }
    return nested_form_data({**fields, **changes})


def add_address() -> str:
    return reverse("wagtailadmin_pages:add", args=["actions", "contactpage", page_in("en", "act").pk])


def create(editor: Client, company: Office, **changes: Any) -> Any:
    return editor.post(add_address(), {**typed(company, **changes), "action-publish": "1"})


class TestWriting:
    def test_the_form_explains_itself_and_its_choosers_start(self, editor: Client) -> None:
        response = editor.get(add_address())
        html = Html(response.content.decode())
        for words in ("Whom to reach", "U.S. Attorneys, by state", "From the greeting to the last sentence"):
            assert words.casefold() in html.text.casefold()
        started = {node["data-start"] for node in html.nodes() if "data-start" in node}
        assert {"InlinePanel", "PageChooser"} <= started
        # The row that the panel copies holds the office's chooser.
        assert "SnippetChooser" in response.content.decode() or "officials_office" in response.content.decode()

    def test_the_choice_of_page_types_says_what_it_is_for(self, editor: Client) -> None:
        address = reverse("wagtailadmin_pages:add_subpage", args=[page_in("en", "act").pk])
        assert "with what to ask and a letter to print" in editor.get(address, follow=True).content.decode()

    def test_a_published_page_is_in_every_list_and_leads_to_a_letter(
        self, editor: Client, client: Client, company: Office
    ) -> None:
        assert create(editor, company).status_code == 302
        for path in ("/en/", "/en/act/", "/en/families-together/"):
            assert "Write to the tower makers" in client.get(path).content.decode()
        html = client.get("/en/act/towers/").content.decode()
        for part in ("Border Towers Inc.", "1 Tower Street", "President", "Border Towers Inc., stop building towers."):
            assert part in html
        letter = client.get(f"/en/act/towers/letter/{company.pk}/").content.decode()
        assert "<p>Dear President,</p>" in letter
        assert "I write about Border Towers Inc." in letter

    @pytest.mark.parametrize(
        ("field", "value"),
        [("whom", "everybody"), ("whom", ""), ("letter", "x" * 1801), ("subject", "x" * 121)],
    )
    def test_what_is_wrong_is_said_and_nothing_is_lost(
        self, editor: Client, company: Office, field: str, value: str
    ) -> None:
        response = create(editor, company, **{field: value})
        assert response.status_code == 200
        assert response.context["form"].errors[field]
        assert "Stop building" in response.content.decode()
        assert not ContactPage.objects.filter(slug="towers").exists()

    @pytest.mark.parametrize("office", [{"office": "999999"}, {"office": ""}])
    def test_an_office_that_does_not_exist_is_refused(
        self, editor: Client, company: Office, office: dict[str, str]
    ) -> None:
        row = {"addressee": "President", "source": "", **office}
        assert create(editor, company, chosen_offices=inline_formset([row])).status_code == 200
        assert not ContactPage.objects.filter(slug="towers").exists()

    def test_no_office_is_needed_where_the_state_decides(self, editor: Client, client: Client, company: Office) -> None:
        answer = create(editor, company, whom=Whom.GOVERNORS.value, chosen_offices=inline_formset([]))
        assert answer.status_code == 302
        assert "Where do you live?" in client.get("/en/act/towers/").content.decode()


class TestPreviewing:
    def test_shows_the_chosen_office_before_anything_is_saved(self, editor: Client, company: Office) -> None:
        address = reverse("wagtailadmin_pages:preview_on_add", args=["actions", "contactpage", page_in("en", "act").pk])
        answer = editor.post(address, typed(company))
        assert answer.json() == {"is_valid": True, "is_available": True}
        html = editor.get(address).content.decode()
        assert "Border Towers Inc." in html
        assert "stop building towers" in html
        assert not ContactPage.objects.filter(slug="towers").exists()


class TestTranslating:
    @pytest.fixture
    def spanish(self, editor: Client, company: Office) -> Page:
        """The page as it waits for its translator."""
        create(editor, company)
        page = ContactPage.objects.get(slug="towers")
        locale = Locale.objects.get(language_code="es")
        address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
        assert editor.post(address, {"locales": [locale.pk]}).status_code == 302
        return page.get_translation(locale)

    def test_words_are_translated_and_offices_kept_in_step(self, spanish: Any, company: Office) -> None:
        texts = {" ".join(text.split()) for text in StringSegment.objects.values_list("string__data", flat=True)}
        for words in ("Your towers", "Stop building", "[company], stop building towers."):
            assert words in texts
        assert any("I write about [company]." in text for text in texts)
        assert not {"chosen", "Border Towers Inc.", "President"} & texts
        assert [row.office_id for row in spanish.chosen_offices.all()] == [company.pk]
        assert spanish.whom == Whom.CHOSEN

    def test_the_translation_opens_and_leads_to_both_letters(
        self, editor: Client, client: Client, spanish: Any, company: Office, django_capture_on_commit_callbacks: Any
    ) -> None:
        address = reverse("wagtailadmin_pages:edit", args=[spanish.pk])
        assert editor.get(address).status_code == 200
        source = TranslationSource.objects.get(object_id=spanish.translation_key)
        for segment in StringSegment.objects.filter(source=source):
            StringTranslation.objects.create(
                translation_of=segment.string,
                locale=spanish.locale,
                context=segment.context,
                data=f"En español {segment.order}: [empresa]<br/><br/>Segundo párrafo.",
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            )
        with django_capture_on_commit_callbacks(execute=True):
            editor.post(address, {"action": "publish"})
        spanish.refresh_from_db()
        assert spanish.live
        html = client.get(f"{spanish.url}letter/{company.pk}/").content.decode()
        assert '<article class="sheet" lang="en"' in html
        assert "I write about Border Towers Inc." in html
        assert ": Border Towers Inc.</p>\n\n<p>Segundo párrafo.</p>" in html[html.index('<div lang="es">') :]

    def test_an_office_added_later_comes_with_the_next_sync(
        self, editor: Client, spanish: Any, company: Office
    ) -> None:
        page = ContactPage.objects.get(slug="towers", locale=Site.objects.get().root_page.locale)
        other = Office.objects.create(kind="agency", name="Second Agency")
        page.chosen_offices.create(office=other, sort_order=2)
        page.save_revision().publish()
        source = TranslationSource.objects.get(object_id=page.translation_key)
        source.update_from_db()
        source.create_or_update_translation(spanish.locale, publish=False, fallback=True)
        waiting = ContactPage.objects.get(pk=spanish.pk).get_latest_revision_as_object()
        assert [row.office_id for row in waiting.chosen_offices.all()] == [company.pk, other.pk]
