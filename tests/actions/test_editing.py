"""An editor's day: write an action from blocks, preview it, publish it, have it translated. No developer needed."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page, Site
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource

from cms.actions.models import ActionPage
from cms.users.roles import EDITORS, MODERATORS, ROLES, TRANSLATORS
from tests.factories.site import logged_in, page_in

WITHOUT_PAGES = [role for role in ROLES if role not in {EDITORS, TRANSLATORS}]


def typed(title: str = "Write to the governor", **changes: Any) -> dict[str, Any]:
    """What the browser sends when an editor fills in a new action."""
    body = streamfield(
        [
            ("heading", "What to write"),
            ("text", rich_text("<p>One page, <b>by hand</b>.</p>")),
            ("callout", {"phrase": "Governors can say no.", "text": rich_text("")}),
            ("steps", {"count": 0}),
            ("script", {"title": "Your letter", "text": "Dear Governor, I live in [your town]."}),
            ("fact", {"text": rich_text("<p>It is legal.</p>"), "source": "Section 1158", "url": ""}),
        ]
    )
    del body["3"]  # an editor added steps and deleted them again
    body["3"] = {"type": "steps", "id": "", "order": "3", "deleted": "1", "value": {"count": 0}}
    fields = {
        "title": title,
        "slug": "governor",
        "summary": "One page by post.",
        "time_promise": "20",
        "facts_year": "",
        "body": body,
        "next_action": "",
        "seo_title": "",
        "search_description": "",
        "social_image": "",
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
    }
    return nested_form_data({**fields, **changes})


def add_address(parent: Page) -> str:
    return reverse("wagtailadmin_pages:add", args=["actions", "actionpage", parent.pk])


def create(client: Client, site: Site, **changes: Any) -> Any:
    return client.post(add_address(page_in("en", "act")), {**typed(**changes), "action-publish": "1"})


class TestWriting:
    def test_the_form_opens_with_every_block_in_reach(self, site: Site) -> None:
        response = logged_in(EDITORS).get(add_address(page_in("en", "act")))
        html = response.content.decode()
        assert response.status_code == 200
        for label in ("Heading", "Marked phrase", "Fact with source", "Key number", "Script", "Steps", "Buttons"):
            assert label in html

    def test_the_choice_of_page_types_says_what_each_is_for(self, site: Site) -> None:
        address = reverse("wagtailadmin_pages:add_subpage", args=[page_in("en", "act").pk])
        html = logged_in(EDITORS).get(address, follow=True).content.decode()
        assert "One thing a supporter can do" in html

    def test_a_published_action_is_on_the_home_page_at_once(self, site: Site, client: Client) -> None:
        response = create(logged_in(EDITORS), site)
        assert response.status_code == 302
        page = ActionPage.objects.get(slug="governor")
        assert page.live
        assert [block.block_type for block in page.body] == ["heading", "text", "callout", "script", "fact"]
        for path in ("/en/", "/en/act/", "/en/families-together/"):
            assert "Write to the governor" in client.get(path).content.decode()
        html = client.get("/en/act/governor/").content.decode()
        assert "<mark>[your town]</mark>" in html
        assert "Not verified" in html

    def test_a_saved_draft_is_seen_by_nobody(self, site: Site, client: Client) -> None:
        logged_in(EDITORS).post(add_address(page_in("en", "act")), typed())
        assert not ActionPage.objects.get(slug="governor").live
        assert client.get("/en/act/governor/").status_code == 404
        assert "Write to the governor" not in client.get("/en/").content.decode()

    def test_an_edited_action_changes_at_once(self, site: Site, client: Client) -> None:
        editor = logged_in(EDITORS)
        create(editor, site)
        page = ActionPage.objects.get(slug="governor")
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert editor.get(address).status_code == 200
        editor.post(address, {**typed(title="Call the governor"), "action-publish": "1"})
        assert "Call the governor" in client.get("/en/").content.decode()

    @pytest.mark.parametrize(
        ("field", "value"),
        [("title", ""), ("time_promise", "0"), ("time_promise", "soon"), ("facts_year", "18"), ("summary", "x" * 300)],
    )
    def test_what_is_wrong_is_said_and_nothing_is_lost(self, site: Site, field: str, value: str) -> None:
        response = create(logged_in(EDITORS), site, **{field: value})
        assert response.status_code == 200
        assert not ActionPage.objects.filter(slug="governor").exists()
        assert response.context["form"].errors
        assert "Governors can say no." in response.content.decode()

    def test_a_block_that_is_wrong_is_refused(self, site: Site) -> None:
        body = streamfield([("buttons", {"count": 1, "0": button_form(url="", phone="")})])
        response = create(logged_in(EDITORS), site, body=body)
        assert "Choose where this leads." in response.content.decode()
        assert not ActionPage.objects.filter(slug="governor").exists()

    def test_a_button_takes_a_number_as_people_write_it(self, site: Site) -> None:
        body = streamfield([("buttons", {"count": 1, "0": button_form(url="", phone="(855) 440-1800")})])
        assert create(logged_in(EDITORS), site, body=body).status_code == 302
        assert ActionPage.objects.get(slug="governor").body[0].value[0]["phone"] == "+18554401800"

    def test_a_script_tag_in_a_text_is_taken_out(self, site: Site, client: Client) -> None:
        body = streamfield([("text", rich_text("<p>Hello<script>alert(1)</script></p>"))])
        create(logged_in(EDITORS), site, body=body)
        value = ActionPage.objects.get(slug="governor").body[0].value
        assert isinstance(value, RichText)
        assert "<script" not in client.get("/en/act/governor/").content.decode().split("<main")[1]


def button_form(**values: str) -> dict[str, Any]:
    value = {"text": "Go", "page": "", "style": "main", **values}
    return {"deleted": "", "order": "0", "type": "", "id": "", "value": value}


class TestPreviewing:
    def test_shows_what_was_typed_before_anything_is_saved(self, site: Site) -> None:
        editor = logged_in(EDITORS)
        address = reverse("wagtailadmin_pages:preview_on_add", args=["actions", "actionpage", page_in("en", "act").pk])
        answer = editor.post(address, typed())
        assert answer.json() == {"is_valid": True, "is_available": True}
        html = editor.get(address).content.decode()
        assert "Governors can say no." in html
        assert "css/site.css" in html
        assert not ActionPage.objects.filter(slug="governor").exists()

    def test_shows_a_change_of_a_page_that_is_live(self, site: Site, client: Client) -> None:
        editor = logged_in(EDITORS)
        page = page_in("en", "sign")
        address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
        editor.post(address, typed(title="Sign twice", slug="sign"))
        assert "Sign twice" in editor.get(address).content.decode()
        assert "Sign twice" not in client.get("/en/act/sign/").content.decode()


class TestTranslating:
    @pytest.fixture
    def editor(self, site: Site) -> Client:
        client = logged_in(EDITORS)
        create(client, site)
        return client

    def submit(self, client: Client, page: Page) -> Any:
        address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
        assert client.get(address).status_code == 200
        return client.post(address, {"locales": [Locale.objects.get(language_code="es").pk]})

    def test_an_editor_sends_a_page_to_translation_and_it_is_not_published(
        self, editor: Client, client: Client
    ) -> None:
        page = ActionPage.objects.get(slug="governor")
        assert self.submit(editor, page).status_code == 302
        spanish = page.get_translation(Locale.objects.get(language_code="es"))
        assert not spanish.live
        assert "Write to the governor" not in client.get("/es/").content.decode()

    def test_every_text_of_every_block_can_be_translated(self, editor: Client) -> None:
        self.submit(editor, ActionPage.objects.get(slug="governor"))
        texts = set(StringSegment.objects.values_list("string__data", flat=True))
        assert {
            "Write to the governor",
            "One page by post.",
            "What to write",
            "Governors can say no.",
            "Dear Governor, I live in [your town].",
            "Section 1158",
        } <= texts

    def test_a_finished_translation_is_on_the_spanish_home_page(
        self, editor: Client, client: Client, django_capture_on_commit_callbacks: Any
    ) -> None:
        page = ActionPage.objects.get(slug="governor")
        self.submit(editor, page)
        spanish = Locale.objects.get(language_code="es")
        source = TranslationSource.objects.get_for_instance(page)
        for segment in StringSegment.objects.filter(source=source):
            StringTranslation.objects.create(
                translation_of=segment.string,
                locale=spanish,
                context=segment.context,
                data=f"En español: {segment.order}",
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            )
        translated = page.get_translation(spanish)
        with django_capture_on_commit_callbacks(execute=True):
            editor.post(reverse("wagtailadmin_pages:edit", args=[translated.pk]), {"action": "publish"})
        translated.refresh_from_db()
        assert translated.live
        assert "En español:" in client.get("/es/").content.decode()
        assert "En español:" not in client.get("/en/").content.decode()

    def test_the_translation_opens_for_the_editor(self, editor: Client) -> None:
        page = ActionPage.objects.get(slug="governor")
        self.submit(editor, page)
        spanish = page.get_translation(Locale.objects.get(language_code="es"))
        assert editor.get(reverse("wagtailadmin_pages:edit", args=[spanish.pk])).status_code == 200

    def test_a_translator_may_send_pages_to_translation_but_not_publish(self, site: Site, client: Client) -> None:
        translator = logged_in(TRANSLATORS)
        page = page_in("es", "firmar")
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert translator.get(address).status_code == 200
        translator.post(address, {**typed(title="Cambiado", slug="firmar"), "action-publish": "1"})
        assert "Cambiado" not in client.get("/es/actua/firmar/").content.decode()


class TestWhoMayNot:
    @pytest.mark.parametrize("role", WITHOUT_PAGES)
    def test_open_or_change_pages(self, site: Site, role: str) -> None:
        client = logged_in(role)
        page = page_in("en", "call")
        for address in (reverse("wagtailadmin_pages:edit", args=[page.pk]), add_address(page_in("en", "act"))):
            assert client.get(address).status_code in {302, 403}
            client.post(address, {**typed(title="Taken over"), "action-publish": "1"})
        assert not Page.objects.filter(title="Taken over").exists()

    def test_moderators_see_no_pages_in_their_menu(self, site: Site) -> None:
        html = logged_in(MODERATORS).get(reverse("wagtailadmin_home")).content.decode()
        assert '"name": "explorer"' in logged_in(EDITORS).get(reverse("wagtailadmin_home")).content.decode()
        assert '"name": "explorer"' not in html

    def test_a_stranger_is_sent_to_the_log_in(self, site: Site, client: Client) -> None:
        response = client.get(add_address(page_in("en", "act")))
        assert response.status_code == 302
        assert reverse("wagtailadmin_login") in response.headers["Location"]

    def test_editors_change_no_users_and_no_permissions(self, site: Site) -> None:
        editor = logged_in(EDITORS)
        for name in ("wagtailusers_users:index", "wagtailusers_groups:index"):
            assert editor.get(reverse(name)).status_code in {302, 403}

    def test_editors_may_change_the_site_settings(self, site: Site) -> None:
        address = reverse("wagtailsettings:edit", args=["core", "sitesettings", site.pk])
        assert logged_in(EDITORS).get(address).status_code == 200
        assert logged_in(TRANSLATORS).get(address).status_code in {302, 403}
