"""What the starter_kit command runs: steps that apps register in their own `starter_kit` modules.

Each step is idempotent: it makes what is missing and leaves the rest as people have edited it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.module_loading import autodiscover_modules
from wagtail.models import Locale, Page

Step = Callable[[], int]


@dataclass(frozen=True)
class RegisteredStep:
    """One part of the kit: `run` returns how many rows it made."""

    order: int
    title: str
    run: Step


_steps: list[RegisteredStep] = []
_notes: list[str] = []


def step(order: int, title: str) -> Callable[[Step], Step]:
    """Register a step. Order: 10 locales and users, 20 places, 30 home, 40 engines' rows, 50 pages, 60 samples."""

    def register(run: Step) -> Step:
        _steps.append(RegisteredStep(order, title, run))
        return run

    return register


def all_steps() -> list[RegisteredStep]:
    """Every app's steps, in order."""
    autodiscover_modules("starter_kit")
    return sorted(_steps, key=lambda one: (one.order, one.title))


def tell(line: str) -> None:
    """Keep a line for the person who runs the command; it is shown after the last step."""
    _notes.append(line)


def take_notes() -> list[str]:
    """The lines told so far, each once."""
    notes = list(_notes)
    _notes.clear()
    return notes


@step(10, "Languages")
def make_locales() -> int:
    """English and Spanish, the two languages of the site from the start."""
    return sum(Locale.objects.get_or_create(language_code=code)[1] for code, _name in settings.LANGUAGES)


def locales() -> tuple[Locale, Locale]:
    """The English and the Spanish locale."""
    return Locale.objects.get(language_code="en"), Locale.objects.get(language_code="es")


def bilingual_page(
    page_class: type[Page], *, parent: Page, english: dict[str, Any], spanish: dict[str, Any]
) -> tuple[Any, int]:
    """Publish a page under `parent` (an English page) and its Spanish translation, unless they exist.

    `english` and `spanish` are field values; each has a `slug` and a `title`. Returns the English
    page and how many pages were made (0 to 2).
    """
    english_locale, spanish_locale = locales()
    made = 0
    page = page_class.objects.child_of(parent).filter(slug=english["slug"]).first()
    if page is None:
        page = parent.add_child(instance=page_class(locale=english_locale, **english))
        page.save_revision().publish()
        made += 1
    if not page.has_translation(spanish_locale):
        _translate(page, spanish_locale, spanish)
        made += 1
    return page, made


def _translate(page: Page, locale: Locale, values: dict[str, Any]) -> None:
    translation = page.copy_for_translation(locale, copy_parents=True)
    for name, value in values.items():
        setattr(translation, name, value)
    translation.save_revision().publish()


def move_behind(page: Page, sibling: Page) -> None:
    """Put `page` right after `sibling`, in every language: the order of the tree is the order of every list."""
    for translation in page.get_translations(inclusive=True):
        neighbor = sibling.get_translation_or_none(translation.locale)
        if neighbor is not None:
            translation.move(neighbor, pos="right")
