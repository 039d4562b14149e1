"""The sheet to take along: points in both languages, the office, and lines for notes, on one page of paper."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Locale

from cms.core.qr import qr_data_uri
from cms.officials.models import DistrictOffice
from cms.officials.visits.links import absolute_url
from cms.officials.visits.words import address_words, office_words

# What fits in one column of a Letter page above the lines for notes, in the usual size and in the small one.
COMFORTABLE_CHARACTERS = 480
MOST_CHARACTERS = 1100


@dataclass(frozen=True)
class Column:
    """The points in one language; without the words to say where there are too many for one page."""

    language: str
    title: str
    points: list[Any]

    @property
    def characters(self) -> int:
        return sum(len(point["title"]) + len(point["words"]) for point in self.points)

    @property
    def has_words(self) -> bool:
        return self.characters <= MOST_CHARACTERS


def show(page: Any, request: HttpRequest) -> HttpResponse:
    """The page shown first, then its translation. `?office=` puts an office's address on it."""
    branch = _branch(request.GET.get("office", ""))
    columns = [_column(one) for one in _both_languages(page)]
    context = {
        "page": page,
        "columns": columns,
        "is_full": any(one.has_words and one.characters > COMFORTABLE_CHARACTERS for one in columns),
        "branch": branch,
        "office": office_words(branch) if branch else "",
        "address": address_words(branch) if branch else "",
        "page_address": absolute_url(page),
        "code": qr_data_uri(absolute_url(page)),
    }
    return render(request, "actions/visit_sheet.html", context)


def _branch(number: str) -> DistrictOffice | None:
    """None for an office that is not given, unknown or closed: the sheet then has a line to write it on."""
    if not (number.isascii() and number.isdigit() and len(number) < 12):
        return None
    return DistrictOffice.objects.open().select_related("office").filter(pk=int(number)).first()


def _both_languages(page: Any) -> list[Any]:
    others = [code for code, _name in settings.LANGUAGES if code != page.locale.language_code]
    translations = [page.get_translation_or_none(locale) for locale in Locale.objects.filter(language_code__in=others)]
    return [page, *(one for one in translations if one is not None and one.live)]


def _column(page: Any) -> Column:
    return Column(page.locale.language_code, page.title, page.ask_list)
