"""The pages of the storyteller's way: one for each step, and the one that shows everything before it is sent."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cms.places.states import state_name
from stories import captcha, steps
from stories.choices import Display, Knows, Subject
from stories.forms import CONSENT_PREFIX, ShareForm
from stories.services.photos import waiting_photos
from stories.steps import Step


def step_page(request: HttpRequest, step: Step, form: Any, tokens: Iterable[str], **extra: Any) -> HttpResponse:
    """One step: its own fields to fill in, all others carried along unseen. Errors of other steps wait for them."""
    if form.is_bound or form._errors:
        for name in set(form.errors) - set(step.fields):
            del form.errors[name]
    context = {
        **_common(step, form, tokens),
        "is_start": step == steps.BEFORE,
        "asks_for_person": captcha.is_on(),
        "shows_photos": step == steps.PHOTOS,
        "photos": waiting_photos(tokens) if step == steps.PHOTOS else [],
        "asked": [form[name] for name in step.fields if name != "photos"],
        "seen_end": "seen_end" in request.POST or "change" in request.POST,
        **extra,
    }
    return render(request, "stories/share.html", context)


def check_page(request: HttpRequest, form: ShareForm, tokens: Iterable[str]) -> HttpResponse:
    """Everything once more, each part with a way to change it. Nothing is sent yet."""
    context = {
        **_common(steps.CHECK, form, tokens),
        "shows_photos": True,
        "photos": waiting_photos(tokens),
        "parts": [(step, _answers(form, step)) for step in (steps.ABOUT, steps.APPEAR, steps.REACH)],
        "permissions": [field.label for field in form if _is_consent(field) and _is_ticked(field)],
        "refused": [field.label for field in form if _is_consent(field) and not _is_ticked(field)],
    }
    return render(request, "stories/check.html", context)


def _common(step: Step, form: Any, tokens: Iterable[str]) -> dict[str, Any]:
    return {
        "step": step,
        "steps": steps.progress(step),
        "number": steps.STEPS.index(step) + 1,
        "total": len(steps.STEPS),
        "form": form,
        "carried": [field for field in form if field.name not in (*step.fields, "photos")],
        "tokens": list(tokens),
        "is_sensitive": True,
        "switch_form_id": "share-form",
    }


def _is_consent(field: Any) -> bool:
    return bool(field.name.startswith(CONSENT_PREFIX))


def _is_ticked(field: Any) -> bool:
    return bool(field.form.cleaned_data.get(field.name))


def _answers(form: ShareForm, step: Step) -> list[tuple[str, str]]:
    """Question and answer of one step, in words, without what was left empty."""
    shown = _in_words(form.cleaned_data)
    return [(str(form.fields[name].label), str(shown[name])) for name in step.fields if shown.get(name)]


def _in_words(cleaned: dict[str, Any]) -> dict[str, Any]:
    ticks = {name: _("Yes") for name in ("is_minor", "has_legal_case", "fears_retaliation") if cleaned[name]}
    is_about_self = cleaned["subject"] == Subject.SELF
    return {
        "subject": Subject(cleaned["subject"]).label,
        "knows": Knows(cleaned["knows"]).label if cleaned["knows"] and not is_about_self else "",
        **ticks,
        "display": Display(cleaned["display"]).label,
        "name": cleaned["name"],
        "pen_name": cleaned["pen_name"] if cleaned["display"] == Display.CHOSEN_NAME else "",
        "state": state_name(cleaned["state"]),
        "place_detail": cleaned["place_detail"],
        "email": cleaned["email"],
        "phone": cleaned["phone"],
        "safe_times": cleaned["safe_times"],
    }
