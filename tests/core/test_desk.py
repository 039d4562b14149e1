"""Desks of the admin: what waits is counted once for all of them, for those whom it concerns, and said in the menu."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.admin.menu import MenuItem

from cms.core.desk import DeskMenuItem, acting_user_id, count_waiting
from cms.users.models import User
from cms.users.roles import EDITORS, LETTERS_DESK, MODERATORS
from tests.factories.letters import held
from tests.factories.site import logged_in

pytestmark = pytest.mark.django_db


def item(name: str, **kwargs: Any) -> DeskMenuItem:
    return DeskMenuItem("Desk", "/", name=name, may_see=lambda user: True, **kwargs)


def test_all_desks_are_counted_in_one_query() -> None:
    User.objects.create_user("Ana", "ana@example.org", "irrelevant")
    desks = [
        item("everybody", waiting=User.objects.order_by("email").all),
        item("nobody", waiting=lambda: User.objects.filter(username="Bea")),
        item("no_number"),
        MenuItem("Plain", "/", name="plain"),
    ]
    with CaptureQueriesContext(connection) as queries:
        assert count_waiting(desks) == {"everybody": 1, "nobody": 0}
    assert len(queries) == 1


def test_without_desks_nothing_is_asked() -> None:
    with CaptureQueriesContext(connection) as queries:
        assert count_waiting([MenuItem("Plain", "/"), item("no_number")]) == {}
    assert len(queries) == 0


@pytest.mark.parametrize(("numbers", "label"), [({"desk": 3}, "Desk (3)"), ({"desk": 0}, "Desk"), ({}, "Desk")])
def test_a_number_is_said_if_something_waits(rf: RequestFactory, numbers: dict[str, int], label: str) -> None:
    request: Any = rf.get("/")
    request.waiting_at_desks = numbers
    desk = item("desk")
    assert desk.render_component(request).label == label
    assert desk.label == "Desk"


def test_who_lacks_the_right_acts_as_nobody(rf: RequestFactory) -> None:
    request = rf.post("/")
    request.user = AnonymousUser()
    with pytest.raises(PermissionDenied):
        acting_user_id(request, "letters.change_letter")


@pytest.mark.parametrize(("role", "counted"), [(LETTERS_DESK, True), (EDITORS, True), (MODERATORS, False)])
def test_the_menu_counts_only_what_its_user_may_see(role: str, counted: bool) -> None:
    held()
    browser = logged_in(role)
    with CaptureQueriesContext(connection) as queries:
        page = browser.get("/admin/account/")
    counts = [query["sql"] for query in queries if "COUNT(" in query["sql"] and '"desk"' in query["sql"]]
    assert len(counts) == (1 if counted else 0)
    assert any("letters_letter" in sql for sql in counts) is (role == LETTERS_DESK)
    assert ("Letters to read (1)" in page.content.decode()) is (role == LETTERS_DESK)
