"""The storyteller's way in steps: one thing on each page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from stories.choices import Scope


@dataclass(frozen=True)
class Step:
    """One page: its name in the form, its title, and the fields of ShareForm that it asks for."""

    name: str
    title: Any
    fields: tuple[str, ...] = ()


BEFORE = Step("before", _("Before you start"))
STORY = Step("story", _("Your story"), ("body", "title"))
ABOUT = Step("about", _("Who it is about"), ("subject", "knows", "is_minor", "has_legal_case", "fears_retaliation"))
APPEAR = Step("appear", _("How you appear"), ("display", "name", "pen_name", "state", "place_detail"))
PHOTOS = Step("photos", _("Photos"), ("photos",))
ALLOW = Step(
    "allow",
    _("What we may do"),
    tuple(
        f"consent_{scope}"
        for scope in (
            *(Scope.KEEP, Scope.PUBLISH_TEXT, Scope.PUBLISH_PHOTO, Scope.TRANSLATE),
            *(Scope.SOCIAL, Scope.PRESS, Scope.LAWMAKERS),
        )
    ),
)
REACH = Step("reach", _("How to reach you"), ("email", "phone", "safe_times", "consent_contact"))
CHECK = Step("check", _("Check and send"))
STEPS = (BEFORE, STORY, ABOUT, APPEAR, PHOTOS, ALLOW, REACH, CHECK)
QUESTIONS = (STORY, ABOUT, APPEAR, PHOTOS, ALLOW, REACH)


def named(name: str) -> Step:
    """The step of that name; the story itself where the name is none of ours."""
    return next((step for step in STEPS if step.name == name), STORY)


def after(step: Step) -> Step:
    return STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]


def before(step: Step) -> Step:
    return STEPS[max(STEPS.index(step) - 1, 0)]


def first_with_error(errors: Iterable[str]) -> Step:
    """The first step that asks for one of these fields."""
    found = set(errors)
    return next((step for step in QUESTIONS if found & set(step.fields)), STORY)


def progress(step: Step) -> list[tuple[str, str]]:
    """All steps with "done", "current" or "todo", for the steps component."""
    here = STEPS.index(step)
    states = ["done" if place < here else "current" if place == here else "todo" for place in range(len(STEPS))]
    return [(str(each.title), state) for each, state in zip(STEPS, states, strict=True)]
