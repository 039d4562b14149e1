"""Every page type of every app, by way of the whole starter kit: routable, renderable, editable, previewable."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import html5lib
import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html

from cms.core.checks import check_page_types, check_streams, page_types
from cms.core.starter_kit import all_steps
from cms.users.models import User
from cms.users.roles import EDITORS
from tests.factories.site import MODEL_BACKEND, for_a_module

TYPES = page_types()
LANGUAGES = ("en", "es")
MOST_QUERIES = 12
MEASURED = [
    "home.HomePage",
    "actions.ActionPage",
    "actions.ActionIndexPage",
    "actions.CallPage",
    "actions.CampaignPage",
    "actions.OnRecordPage",
    "actions.VisitPage",
    "directory.FinderPage",
    "stories.StoriesPage",
]


@pytest.fixture(scope="module")
def whole_kit(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with for_a_module(django_db_blocker, lambda: call_command("starter_kit", stdout=StringIO())):
        yield


@pytest.fixture
def kit(whole_kit: None, db: None) -> None:
    """Everything `manage.py starter_kit` makes."""


def label(kind: type[Page]) -> str:
    return str(kind._meta.label)


def example(kind: type[Page], code: str) -> Any:
    """The kit's first page of one kind in one language."""
    page = kind.objects.live().filter(locale__language_code=code).order_by("path").first()
    assert page is not None, f"The starter kit makes no {label(kind)} in {code}."
    return page


def public_pages() -> list[Page]:
    return list(Page.objects.live().filter(depth__gt=1).order_by("path"))


@pytest.fixture
def editor(kit: None) -> User:
    user: User = User.objects.get(username="editor")
    assert user.groups.get().name == EDITORS
    return user


def form_data(client: Client, editor: User, page: Page) -> Any:
    """What the browser would send from the edit form; the streams, which JavaScript fills, are sent empty."""
    client.force_login(editor, backend=MODEL_BACKEND)
    html = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    data = querydict_from_html(html, form_id="page-edit-form")
    for field in page.specific_class._meta.get_fields():
        if isinstance(field, StreamField):
            data[f"{field.name}-count"] = "0"
    return data


@pytest.mark.parametrize("kind", TYPES, ids=label)
@pytest.mark.parametrize("code", LANGUAGES)
class TestEveryType:
    def test_is_routable_and_renderable(self, kit: None, client: Client, kind: type[Page], code: str) -> None:
        page = example(kind, code)
        response = client.get(page.url)
        assert response.status_code == 200
        assert response.context["page"].pk == page.pk

    def test_is_previewable_by_an_editor(self, client: Client, editor: User, kind: type[Page], code: str) -> None:
        page = example(kind, code)
        address = f"/admin/pages/{page.pk}/edit/preview/"
        answer = client.post(address, form_data(client, editor, page))
        assert answer.json() == {"is_valid": True, "is_available": True}
        preview = client.get(address)
        assert preview.status_code == 200
        assert page.title in preview.content.decode()

    def test_is_editable_by_an_editor(self, client: Client, editor: User, kind: type[Page], code: str) -> None:
        page = example(kind, code)
        data = form_data(client, editor, page)
        data["title"] = "Changed by an editor"
        data["action-publish"] = "1"
        assert client.post(f"/admin/pages/{page.pk}/edit/", data).status_code == 302
        assert Page.objects.get(pk=page.pk).title == "Changed by an editor"


class TestEveryPage:
    def test_there_are_as_many_in_spanish_as_in_english(self, kit: None) -> None:
        english, spanish = (
            set(Page.objects.live().filter(depth__gt=1, locale__language_code=code).values_list("translation_key"))
            for code in LANGUAGES
        )
        assert english == spanish

    def test_stands_at_its_address_in_its_language(self, kit: None, client: Client) -> None:
        for page in public_pages():
            response = client.get(page.url)
            assert response.status_code == 200, page.url
            html = response.content.decode()
            code = page.locale.language_code
            assert page.url.startswith(f"/{code}/")
            assert f'<html lang="{code}"' in html, page.url

    def test_is_valid_html_with_one_main_heading(self, kit: None, client: Client) -> None:
        for page in public_pages():
            html = client.get(page.url).content.decode()
            assert html.count("<h1") == 1, page.url
            html5lib.HTMLParser(strict=True).parse(html)

    def test_has_no_inline_style_or_script_and_loads_nothing_from_elsewhere(self, kit: None, client: Client) -> None:
        for page in public_pages():
            html = client.get(page.url).content.decode()
            assert " style=" not in html, page.url
            assert "<style" not in html, page.url
            assert "<script>" not in html, page.url
            assert 'src="http' not in html, page.url

    def test_sets_no_cookie(self, kit: None, client: Client) -> None:
        for page in public_pages():
            assert not client.get(page.url).cookies, page.url

    def test_leads_to_its_translation_and_back(self, kit: None, client: Client) -> None:
        for page in public_pages():
            (other,) = page.get_translations()
            html = client.get(page.url).content.decode()
            assert f'href="{other.url}"' in html, page.url

    def test_says_in_a_sentence_what_it_is_about(self, kit: None) -> None:
        missing = [page.url for page in public_pages() if not page.specific.description]
        assert missing == []


class TestSpeed:
    @pytest.mark.parametrize("name", MEASURED)
    @pytest.mark.parametrize("code", LANGUAGES)
    def test_takes_at_most_twelve_queries(
        self, kit: None, client: Client, django_assert_max_num_queries: Any, name: str, code: str
    ) -> None:
        page = example(apps.get_model(name), code)
        client.get(page.url)
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(page.url)

    @pytest.mark.parametrize("path", ["/en/help/?zip=78501", "/es/ayuda/?zip=78501"])
    def test_help_results_too(self, kit: None, client: Client, django_assert_max_num_queries: Any, path: str) -> None:
        assert client.get(path).status_code == 200
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(path)


class TestWholeKit:
    def test_a_second_run_changes_nothing(self, kit: None) -> None:
        before = list(Page.objects.order_by("pk").values_list("pk", "path", "latest_revision_id"))
        assert {one.title: one.run() for one in all_steps()} == {one.title: 0 for one in all_steps()}
        assert list(Page.objects.order_by("pk").values_list("pk", "path", "latest_revision_id")) == before

    def test_the_home_page_leads_to_everything(self, kit: None, client: Client) -> None:
        for path, help_path in (("/en/", "/en/help/"), ("/es/", "/es/ayuda/")):
            html = client.get(path).content.decode()
            assert f'action="{help_path}"' in html
            assert 'id="stories"' in html
            assert 'id="letter"' in html

    def test_the_project_passes_its_own_checks(self) -> None:
        assert check_page_types(None) == []
        assert check_streams(None) == []
