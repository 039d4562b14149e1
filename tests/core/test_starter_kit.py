"""The starter kit's plumbing: steps in order, pages in both languages, nothing twice."""

from io import StringIO

import pytest
from django.core.management import call_command
from wagtail.models import Locale, Page

from cms.core import starter_kit
from cms.core.management.commands import starter_kit as command
from cms.core.starter_kit import RegisteredStep, bilingual_page, make_locales, move_behind, take_notes, tell
from home.models import ContentPage

ENGLISH = {"title": "Privacy", "slug": "privacy", "summary": "What we keep."}
SPANISH = {"title": "Privacidad", "slug": "privacidad", "summary": "Lo que guardamos."}


@pytest.fixture
def parent(db: None) -> Page:
    make_locales()
    return Page.objects.get(depth=2)


class TestLocales:
    def test_are_made_once(self, db: None) -> None:
        Locale.objects.filter(language_code="es").delete()
        assert make_locales() == 1
        assert make_locales() == 0
        assert set(Locale.objects.values_list("language_code", flat=True)) == {"en", "es"}


class TestBilingualPage:
    def test_publishes_both_languages(self, parent: Page) -> None:
        page, made = bilingual_page(ContentPage, parent=parent, english=ENGLISH, spanish=SPANISH)
        spanish = page.get_translation(Locale.objects.get(language_code="es"))
        assert made == 2
        assert page.live
        assert spanish.live
        assert (spanish.title, spanish.slug, spanish.summary) == ("Privacidad", "privacidad", "Lo que guardamos.")
        assert spanish.draft_title == "Privacidad"
        assert spanish.url_path.endswith("/privacidad/")

    def test_a_second_run_changes_nothing(self, parent: Page) -> None:
        bilingual_page(ContentPage, parent=parent, english=ENGLISH, spanish=SPANISH)
        before = list(Page.objects.order_by("pk").values_list("pk", "path", "latest_revision_id"))
        _page, made = bilingual_page(ContentPage, parent=parent, english=ENGLISH, spanish=SPANISH)
        assert made == 0
        assert list(Page.objects.order_by("pk").values_list("pk", "path", "latest_revision_id")) == before

    def test_keeps_what_people_wrote(self, parent: Page) -> None:
        page, _made = bilingual_page(ContentPage, parent=parent, english=ENGLISH, spanish=SPANISH)
        page.title = "Your privacy"
        page.save_revision().publish()
        again, made = bilingual_page(ContentPage, parent=parent, english=ENGLISH, spanish=SPANISH)
        assert (again.pk, again.title, made) == (page.pk, "Your privacy", 0)

    def test_makes_only_the_language_that_is_missing(self, parent: Page) -> None:
        page, _made = bilingual_page(ContentPage, parent=parent, english=ENGLISH, spanish=SPANISH)
        page.get_translation(Locale.objects.get(language_code="es")).delete()
        assert bilingual_page(ContentPage, parent=parent, english=ENGLISH, spanish=SPANISH)[1] == 1

    def test_the_same_words_elsewhere_are_another_page(self, parent: Page) -> None:
        page, _made = bilingual_page(ContentPage, parent=parent, english=ENGLISH, spanish=SPANISH)
        below, made = bilingual_page(ContentPage, parent=page, english=ENGLISH, spanish=SPANISH)
        assert made == 2
        assert below.pk != page.pk


class TestMoveBehind:
    def test_moves_in_both_languages(self, parent: Page) -> None:
        pages = [
            bilingual_page(
                ContentPage,
                parent=parent,
                english={"title": name, "slug": name},
                spanish={"title": f"{name} es", "slug": f"{name}-es"},
            )[0]
            for name in ("one", "two", "three")
        ]
        move_behind(pages[2], pages[0])
        assert [page.slug for page in parent.get_children().order_by("path")] == ["one", "three", "two"]
        spanish = parent.get_translation(Locale.objects.get(language_code="es"))
        assert [page.slug for page in spanish.get_children().order_by("path")] == ["one-es", "three-es", "two-es"]

    def test_a_language_without_the_neighbor_stays_as_it_is(self, parent: Page) -> None:
        first = parent.add_child(instance=ContentPage(title="one", slug="one", locale=parent.locale))
        page, _made = bilingual_page(ContentPage, parent=parent, english=ENGLISH, spanish=SPANISH)
        move_behind(page, first)
        assert page.get_translation(Locale.objects.get(language_code="es")).live


class TestNotes:
    def test_are_told_once(self) -> None:
        take_notes()
        tell("one")
        tell("two")
        assert take_notes() == ["one", "two"]
        assert take_notes() == []


class TestCommand:
    def run(self, monkeypatch: pytest.MonkeyPatch, *steps: RegisteredStep) -> str:
        monkeypatch.setattr(command, "all_steps", lambda: list(steps))
        output = StringIO()
        call_command("starter_kit", stdout=output)
        return output.getvalue()

    def test_says_what_each_step_made(self, monkeypatch: pytest.MonkeyPatch) -> None:
        output = self.run(monkeypatch, RegisteredStep(1, "Papers", lambda: 3), RegisteredStep(2, "Pages", lambda: 0))
        assert "Papers: 3 new" in output
        assert "Pages: 0 new" in output
        assert "Starter kit: 3 new rows." in output

    def test_says_when_there_was_nothing_to_do(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert "nothing to do" in self.run(monkeypatch, RegisteredStep(1, "Papers", lambda: 0))

    def test_shows_notes_after_the_last_step(self, monkeypatch: pytest.MonkeyPatch) -> None:
        take_notes()

        def noisy() -> int:
            tell("remember this")
            return 0

        output = self.run(monkeypatch, RegisteredStep(1, "First", noisy), RegisteredStep(2, "Last", lambda: 0))
        assert output.index("remember this") > output.index("Last")

    def test_a_step_that_fails_is_not_hidden(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken() -> int:
            raise ValueError("no such paper")

        with pytest.raises(ValueError, match="no such paper"):
            self.run(monkeypatch, RegisteredStep(1, "First", broken))


class TestSteps:
    def test_run_by_order_and_then_by_title(self) -> None:
        orders = [(one.order, one.title) for one in starter_kit.all_steps()]
        assert orders == sorted(orders)
        assert len(set(orders)) == len(orders)

    def test_languages_come_before_everything_that_needs_them(self) -> None:
        titles = [one.title for one in starter_kit.all_steps()]
        assert titles[0] == "Languages"
        assert titles.index("Home page") < titles.index("List of actions") < titles.index("Campaign and actions")
