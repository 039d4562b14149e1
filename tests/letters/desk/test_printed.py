"""Printed letters in the admin: who sees them, what waits comes first, and the print rates."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.core.clock import now, today
from cms.letters.models import Letter, PrintedLetter
from cms.users.roles import AUDITORS, EDITORS, LETTERS_DESK, MODERATORS
from tests.factories.letters import confirmed, paper
from tests.factories.site import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(site: Any) -> PrintedLetter:
    courier = paper(name="The Courier")
    PrintedLetter.objects.create(
        newspaper=courier, headline="Looked at", language="en", month=today(), checked_at=now()
    )
    return PrintedLetter.objects.create(
        newspaper=courier, headline="Fresh", language="en", month=today(), url="https://courier.example/42"
    )


def desk(name: str, *args: Any) -> str:
    return reverse(f"letters_printed:{name}", args=args)


def html(browser: Client, url: str) -> str:
    return browser.get(url).content.decode()


@pytest.mark.parametrize(
    ("role", "may"), [(LETTERS_DESK, True), (AUDITORS, True), (EDITORS, False), (MODERATORS, False)]
)
def test_who_may_see_them_and_the_rates(waiting: PrintedLetter, role: str, may: bool) -> None:
    browser = logged_in(role)
    rates = [reverse("print_rates"), reverse("print_rates_results")]
    for url in (desk("index"), desk("index_results"), desk("printed", waiting.pk), *rates):
        assert (browser.get(url).status_code == 200) is may


@pytest.mark.parametrize("role", [AUDITORS, EDITORS, MODERATORS])
@pytest.mark.parametrize("action", ["show", "remove"])
def test_others_cannot_act(waiting: PrintedLetter, role: str, action: str) -> None:
    assert logged_in(role).post(desk(action, waiting.pk)).status_code in (302, 403)
    assert PrintedLetter.objects.to_check().get() == waiting


def test_what_waits_comes_first_and_is_counted_in_the_menu(waiting: PrintedLetter) -> None:
    page = html(logged_in(LETTERS_DESK), desk("index"))
    assert page.index("Fresh") < page.index("Looked at")
    assert "Printed letters (1)" in page


def test_show_and_remove_by_buttons_only(waiting: PrintedLetter) -> None:
    browser = logged_in(LETTERS_DESK)
    page = html(browser, desk("printed", waiting.pk))
    assert "I looked at it: show it" in page
    assert f'name="url" value="{waiting.url}"' in page
    assert browser.get(desk("show", waiting.pk)).status_code == 405
    browser.post(desk("show", waiting.pk), {"url": waiting.url})
    waiting.refresh_from_db()
    assert waiting.checked_at is not None
    assert waiting.checked_by is not None
    browser.post(desk("remove", waiting.pk))
    assert not PrintedLetter.objects.filter(pk=waiting.pk).exists()
    said = browser.post(desk("show", waiting.pk), follow=True).content.decode()
    assert "Nothing was changed" in said


@pytest.mark.parametrize("seen", [{}, {"url": ""}, {"url": "https://courier.example/41"}])
def test_a_link_that_changed_while_the_desk_looked_is_not_shown(waiting: PrintedLetter, seen: dict[str, str]) -> None:
    said = logged_in(LETTERS_DESK).post(desk("show", waiting.pk), seen, follow=True).content.decode()
    assert "Nothing was changed" in said
    assert waiting in PrintedLetter.objects.to_check()


def test_rates_as_a_screen_and_a_file(waiting: PrintedLetter, clock: Any) -> None:
    letter = confirmed(paper(name="=Formula"))
    Letter.objects.filter(pk=letter.pk).update(status="accepted", printed="yes", points=["A choice"])
    browser = logged_in(LETTERS_DESK)
    page = html(browser, reverse("print_rates"))
    for part in ("A choice", "=Formula", "100 %"):
        assert part in page
    file = b"".join(browser.get(reverse("print_rates") + "?export=csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert "'=Formula,TX,1,1,1,100 %" in file


def test_rates_with_nothing_to_show(site: Any) -> None:
    assert "Nothing yet." in html(logged_in(LETTERS_DESK), reverse("print_rates"))
