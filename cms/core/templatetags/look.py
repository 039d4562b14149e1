"""What templates need to draw fields, error summaries and the head of a page."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms, template
from django.conf import settings
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from cms.core.languages import LanguageLink

register = template.Library()

# The attributes by which a form's widget asks for a live count, and their units.
LIMIT_ATTRIBUTES = {"data-word-limit": "words", "data-character-limit": "characters"}


@dataclass(frozen=True)
class FieldParts:
    """What `components/field.html` needs to know about one field; ids are empty where the part is missing."""

    kind: str  # "hidden", "group", "checkbox" or "single"
    hint: str
    hint_id: str
    error_id: str
    count_id: str
    count_unit: str
    count_limit: int
    count_limit_text: str  # "20,000", as both languages write it in the United States
    described_by: str  # all of these ids: a group's fieldset names them itself
    widget: SafeString


@dataclass(frozen=True)
class SummaryError:
    """One line of the error summary: the words shown at the field and the id of its first control."""

    message: str
    target: str


@register.simple_tag
def field_parts(field: BoundField, hint: str = "") -> FieldParts:
    """The field's hint, error and count with the ids that tie them to its control."""
    hint = str(hint or field.help_text or "")
    unit, limit = _limit(field)
    ids = {
        "hint_id": f"{field.auto_id}_hint" if hint else "",
        "error_id": f"{field.auto_id}_error" if field.errors else "",
        "count_id": f"{field.auto_id}_count" if unit else "",
    }
    kind = _kind(field)
    described_by = [name for name in ids.values() if name]
    return FieldParts(
        kind=kind,
        hint=hint,
        count_unit=unit,
        count_limit=limit,
        count_limit_text=f"{limit:,}",
        described_by=" ".join(described_by),
        widget=field.as_widget(attrs=_widget_attrs(field, kind, described_by)),
        **ids,
    )


def _kind(field: BoundField) -> str:
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    return "group" if widget.use_fieldset else "single"


def _limit(field: BoundField) -> tuple[str, int]:
    for attribute, unit in LIMIT_ATTRIBUTES.items():
        if attribute in field.field.widget.attrs:
            return unit, int(field.field.widget.attrs[attribute])
    return "", 0


def _widget_attrs(field: BoundField, kind: str, described_by: list[str]) -> dict[str, str | bool]:
    own = field.field.widget.attrs
    if kind == "single":
        described_by = [*own.get("aria-describedby", "").split(), *described_by]
        described = {"aria-describedby": " ".join(described_by)} if described_by else {}
        return {"class": f"inp {own.get('class', '')}".strip(), **described}
    if kind == "checkbox" and described_by:
        return {"aria-describedby": " ".join(described_by)}
    return {}


@register.simple_tag
def summary_errors(form: Any = None, errors: Any = None) -> list[SummaryError]:
    """Every error of a form in the order of its fields, then those in `errors`: (message, target id) pairs."""
    found = _form_errors(form) if isinstance(form, forms.BaseForm) and form.is_bound else []
    extra = errors if isinstance(errors, Iterable) and not isinstance(errors, str) else []
    return [*found, *(SummaryError(str(message), str(target)) for message, target in extra)]


def _form_errors(form: forms.BaseForm) -> list[SummaryError]:
    visible = form.visible_fields()
    first = _first_control(visible[0]) if visible else ""
    general = [SummaryError(str(message), first) for message in form.non_field_errors()]
    return general + [SummaryError(str(message), _first_control(field)) for field in form for message in field.errors]


def _first_control(field: BoundField) -> str:
    """The id a link can jump to: of a group, its first choice."""
    if field.field.widget.use_fieldset:
        return f"{field.auto_id}_0"
    return str(field.id_for_label)


@register.filter
def exact_only(links: Iterable[LanguageLink]) -> list[LanguageLink]:
    """Links to this very page: what search engines may take for its translations."""
    return [link for link in links if link.is_exact]


@register.simple_tag(takes_context=True)
def absolute(context: dict[str, Any], path: str) -> str:
    """The full address of a path on this site."""
    request = context.get("request")
    return request.build_absolute_uri(path) if request else f"{settings.PUBLIC_URL}{path}"


@register.simple_tag
def structured_data(data: dict[str, Any]) -> SafeString:
    """JSON-LD for search engines. No browser runs it, and no text in it can end it."""
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(_inert(data)))  # noqa: S308  # nothing in it can end the element


def _inert(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False).translate({ord(char): f"\\u{ord(char):04x}" for char in "<>&"})


@register.simple_tag(takes_context=True)
def may_be_staff(context: dict[str, Any]) -> bool:
    """Whether to look for the editors' bar at all: readers have no session, and asking would start one."""
    request = context.get("request")
    return request is not None and settings.SESSION_COOKIE_NAME in request.COOKIES
