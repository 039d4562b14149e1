"""How editors find one of hundreds of people or offices in a form: by name, title, state or district."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet

from cms.officials.models import Holder, Office
from cms.places.city_names import words_of
from cms.places.states import state_name


def words_about(row: Holder | Office) -> list[str]:
    """Everything an editor may type for this row, without case and accents."""
    office, person = (row.office, row.name) if isinstance(row, Holder) else (row, row.holder or "")
    return words_of(f"{person} {office.label} {state_name(office.state)} {office.state}")


class FindByWords(SearchFilterMixin, BaseFilterForm):
    """Each typed word must begin a word of the row: "tx cruz", "sen mont". No index is kept for 600 rows."""

    def filter(self, objects: Any) -> Any:
        self.search_query = self.cleaned_data.get("q") or ""
        typed = words_of(self.search_query)
        self.is_searching = bool(typed)
        if not typed:
            return objects
        return [row for row in objects if _all_begin(typed, words_about(row))]


def _all_begin(typed: list[str], words: list[str]) -> bool:
    return all(any(word.startswith(one) for word in words) for one in typed)


class _Holders:
    """Those in office: where a predecessor stood no longer matters."""

    filter_form_class = FindByWords

    def get_object_list(self) -> QuerySet[Holder]:
        return Holder.objects.current().select_related("office").order_by("name", "pk")

    @property
    def columns(self) -> list[Column]:
        office = Column("office", label=_("Office"), accessor="office")
        return [*super().columns, office, Column("party", label=_("Party"))]  # type: ignore[misc]


class _Offices:
    """All of them, with whoever holds them."""

    filter_form_class = FindByWords

    def get_object_list(self) -> QuerySet[Office]:
        return Office.objects.with_holders()

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, Column("holder", label=_("Held by"))]  # type: ignore[misc]


class ChooseHolder(_Holders, ChooseView):
    """The dialog."""


class ChooseHolderResults(_Holders, ChooseResultsView):
    """What it found."""


class ChooseOffice(_Offices, ChooseView):
    """The dialog."""


class ChooseOfficeResults(_Offices, ChooseResultsView):
    """What it found."""


class HolderChooserViewSet(SnippetChooserViewSet):
    choose_view_class = ChooseHolder
    choose_results_view_class = ChooseHolderResults


class OfficeChooserViewSet(SnippetChooserViewSet):
    choose_view_class = ChooseOffice
    choose_results_view_class = ChooseOfficeResults
