"""The admin's choosers, date pickers and inline panels work under a policy that allows no inline script."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.urls import reverse
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminPageChooser, AdminTimeInput
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser
from wagtail.models import Locale, Page, Site

from cms.core.admin_scripts import free_choosers_of_inline_scripts, starter_as_data
from cms.users.models import User
from tests.core.html import Html, Node

pytestmark = pytest.mark.django_db


def starters(html: Html) -> list[Node]:
    return [node for node in html.nodes() if "data-start" in node]


def inline_scripts(html: Html) -> list[str]:
    data = {"application/json", "text/x-template", "text/template", "text/django-form-template"}
    return [node.text for node in html.all("script") if not node.get("src") and node.get("type") not in data]


def kinds_of(widget: type[BaseChooser]) -> Iterator[type[BaseChooser]]:
    """This chooser and every one made from it."""
    yield widget
    for narrower in widget.__subclasses__():
        yield from kinds_of(narrower)


@pytest.fixture
def allowed(settings: Any) -> set[str]:
    """What js/admin-start.js agrees to start."""
    source: str = (settings.BASE_DIR / "cms/static/js/admin-start.js").read_text(encoding="utf-8")
    (names,) = re.findall(r"STARTERS = new Set\(\[(.*?)\]\)", source, re.DOTALL)
    return set(re.findall(r'"(\w+)"', names))


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(User.objects.create(username="admin", is_superuser=True))
    return client


class TestAllowed:
    def test_every_installed_chooser_may_start(self, allowed: set[str]) -> None:
        names = {widget.js_constructor for widget in kinds_of(BaseChooser)}
        assert {"Chooser", "PageChooser", "ImageChooser", "DocumentChooser", "SnippetChooser"} <= names
        assert names <= allowed

    def test_the_chooser_of_tasks_may_start_too(self, allowed: set[str]) -> None:
        (mark,) = starters(Html(AdminTaskChooser().render("task", None, {"id": "id_task"})))
        assert mark["data-start"] in allowed

    def test_every_starter_of_our_templates_is_allowed(self, allowed: set[str], settings: Any) -> None:
        folder: Path = settings.BASE_DIR / "templates"
        sources = [path.read_text(encoding="utf-8") for path in folder.rglob("*.html")]
        named = {name for source in sources for name in re.findall(r'data-start="(\w+)"', source)}
        assert {"InlinePanel", "MultipleChooserPanel", "initDateChooser"} <= named
        assert named <= allowed


class TestChoosers:
    def test_a_page_chooser_says_what_starts_it(self) -> None:
        html = Html(AdminPageChooser().render("parent", None, {"id": "id_parent"}))
        (mark,) = starters(html)
        identity, options = json.loads(mark["data-arguments"])
        assert mark["data-start"] == "PageChooser"
        assert "data-new" in mark
        assert identity == "id_parent"
        assert options["modalUrl"] == reverse("wagtailadmin_choose_page")
        assert html.all("script") == []

    def test_it_keeps_its_value_and_its_control(self) -> None:
        page = Page.objects.get(depth=1)
        html = Html(AdminPageChooser().render("parent", page, {"id": "id_parent"}))
        assert html.one("input")["value"] == str(page.pk)
        assert page.title in html.text

    def test_a_function_is_no_constructor(self) -> None:
        html = Html(str(starter_as_data('<i></i><script>createTaskChooser("id_task");</script>')))
        (mark,) = starters(html)
        assert (mark["data-start"], mark["data-arguments"]) == ("createTaskChooser", '["id_task"]')
        assert "data-new" not in mark

    @pytest.mark.parametrize(
        "html",
        ["", "<i></i>", "<script>alert(1)</script>", "<script>new X(1); new Y(2)</script>", "<script>f(1);</script> x"],
    )
    def test_anything_else_stays_as_it_was(self, html: str) -> None:
        assert starter_as_data(html) == html

    def test_arguments_cannot_break_out_of_the_attribute(self) -> None:
        argument = json.dumps({"a": '"><script>alert(1)</script>'})
        html = Html(str(starter_as_data(f"<script>new X({argument});</script>")))
        assert json.loads(starters(html)[0]["data-arguments"]) == [json.loads(argument)]
        assert html.all("script") == []

    def test_doing_it_twice_changes_nothing(self) -> None:
        before = BaseChooser.render
        free_choosers_of_inline_scripts()
        assert BaseChooser.render is before


class TestDates:
    @pytest.mark.parametrize(
        ("widget", "starter"),
        [
            (AdminDateInput, "initDateChooser"),
            (AdminDateTimeInput, "initDateTimeChooser"),
            (AdminTimeInput, "initTimeChooser"),
        ],
    )
    def test_a_date_field_says_what_starts_it(self, widget: type[forms.Widget], starter: str) -> None:
        html = Html(widget().render("day", None, {"id": "id_day"}))
        (mark,) = starters(html)
        identity, options = json.loads(mark["data-arguments"])
        assert mark["data-start"] == starter
        assert html.by_id(identity)["name"] == "day"
        assert "format" in options
        assert html.all("script") == []


class TestPages:
    @pytest.fixture
    def home(self) -> Any:
        return Site.objects.get(is_default_site=True).root_page

    def check(self, client: Client, address: str) -> Html:
        response = client.get(address)
        assert response.status_code == 200
        html = Html(response.content.decode())
        assert inline_scripts(html) == []
        return html

    def test_every_starter_is_started_by_one_file(self, admin: Client) -> None:
        html = self.check(admin, reverse("wagtailadmin_home"))
        assert len([node for node in html.all("script") if "admin-start" in (node.get("src") or "")]) == 1

    def test_the_page_editor(self, admin: Client, home: Page) -> None:
        assert starters(self.check(admin, reverse("wagtailadmin_pages:edit", args=[home.pk])))

    def test_a_report_with_a_date_filter(self, admin: Client) -> None:
        assert starters(self.check(admin, reverse("wagtailadmin_reports:site_history")))

    def test_sending_a_page_to_translation(self, admin: Client, home: Page) -> None:
        Locale.objects.get_or_create(language_code="es")
        html = self.check(admin, reverse("wagtail_localize:submit_page_translation", args=[home.pk]))
        assert [node for node in html.all("script") if "admin-select-all" in (node.get("src") or "")]

    @pytest.mark.parametrize("panel", ["inline_panel", "multiple_chooser_panel"])
    def test_panels_of_rows_carry_data(self, panel: str, settings: Any) -> None:
        source = (settings.BASE_DIR / f"templates/wagtailadmin/panels/{panel}.html").read_text(encoding="utf-8")
        assert re.search(r'<template data-start="\w+Panel" data-new data-arguments="\[{{ options_json }}\]">', source)
        assert "<script" not in source
