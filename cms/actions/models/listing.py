"""All kinds of actions in one list."""

from typing import Any

from django.apps import apps
from django.db.models import CharField, Exists, ExpressionWrapper, F, IntegerField, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Coalesce
from wagtail.models import Page, PageViewRestriction

from cms.actions.models.base import BaseActionPage


def action_types() -> list[type[BaseActionPage]]:
    """Every kind of action that is installed."""
    return [model for model in apps.get_models() if issubclass(model, BaseActionPage)]


def live_actions(locale_id: int) -> QuerySet[Page]:
    """Public actions in one language, in the order the editors gave them (one query, whatever the kinds).

    Each is a plain `Page` with `summary` and `time_promise` (minutes) read from its own kind's table.
    """
    return (
        Page.objects.live()
        .type(*action_types())
        .filter(~Exists(_restrictions()), locale_id=locale_id)
        .annotate(
            summary=Coalesce(*_columns("summary"), Value(""), output_field=TextField()),
            time_promise=Coalesce(*_columns("time_promise"), Value(0), output_field=IntegerField()),
        )
        .order_by("path")
    )


def _columns(field: str) -> list[Any]:
    return [f"{model._meta.model_name}__{field}" for model in action_types()]


def _restrictions() -> QuerySet[PageViewRestriction]:
    """Who-may-see-it rules of a page or one above it; Wagtail's `public()` takes a query of its own."""
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    return PageViewRestriction.objects.annotate(outer_path=path).filter(outer_path__startswith=F("page__path"))
