"""All forms of the review screen: one press is about one of them, and must not cost what was typed into the others."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest

from stories.models import Submission
from stories.moderation_forms import AnswerForm, DeclineForm, FlagForm, NoteForm, ReviewForm, ScheduleForm

SMALL_FORMS: dict[str, type[forms.Form]] = {
    "decline": DeclineForm,
    "schedule": ScheduleForm,
    "answer": AnswerForm,
    "note": NoteForm,
    "flag": FlagForm,
}


@dataclass
class ReviewForms:
    """The forms of the screen. Of the small ones only that is bound whose button was pressed; the others keep what
    was typed into them."""

    review: ReviewForm
    decline: DeclineForm
    schedule: ScheduleForm
    answer: AnswerForm
    note: NoteForm
    flag: FlagForm

    @classmethod
    def posted(cls, request: HttpRequest, submission: Submission) -> "ReviewForms":
        small: dict[str, Any] = {
            name: form(request.POST) if name in request.POST else _unsent(name, request, submission)
            for name, form in SMALL_FORMS.items()
        }
        return cls(ReviewForm(request.POST, submission=submission), **small)

    @classmethod
    def empty(cls, initial: dict[str, Any], submission: Submission) -> "ReviewForms":
        small: dict[str, Any] = {name: _fresh(name, submission) for name in SMALL_FORMS}
        return cls(ReviewForm(initial=initial, submission=submission), **small)

    @classmethod
    def again(
        cls, initial: dict[str, Any], request: HttpRequest, submission: Submission, *, fresh: str
    ) -> "ReviewForms":
        """After an act: what was typed stays, except into the form named `fresh`."""
        small: dict[str, Any] = {
            name: _fresh(name, submission) if name == fresh else _unsent(name, request, submission)
            for name in SMALL_FORMS
        }
        return cls(ReviewForm(initial=initial, submission=submission), **small)

    @property
    def all(self) -> list[forms.Form]:
        return [self.review, self.decline, self.schedule, self.answer, self.note, self.flag]

    def are_valid(self) -> bool:
        return all(form.is_valid() for form in self.all if form.is_bound)


def has_unsent_words(request: HttpRequest) -> bool:
    """Whether a message or a note was typed that this press did not send."""
    typed = (request.POST.get(f"{name}_text", "") for name in ("answer", "note") if name not in request.POST)
    return any(text.strip() for text in typed)


def _fresh(name: str, submission: Submission) -> forms.Form:
    return SMALL_FORMS[name](initial={"flags": submission.flags} if name == "flag" else None)


def _unsent(name: str, request: HttpRequest, submission: Submission) -> forms.Form:
    """The form as it was typed, without a word about what is missing in it."""
    typed = SMALL_FORMS[name](request.POST)
    was_shown = any(typed.add_prefix(field) in request.POST for field in typed.fields)
    if not was_shown:
        return _fresh(name, submission)
    return SMALL_FORMS[name](initial={field: typed[field].data for field in typed.fields})
