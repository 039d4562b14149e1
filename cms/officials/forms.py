"""Forms of the pages behind a visitor's link, and of those who read the reports."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.core.clock import today
from cms.core.forms import GuardedForm, LineField, PlainTextField
from cms.officials.models import Position, Visit

# A promise that is due later than this is none.
LONGEST_FOLLOW_UP = timedelta(days=366)
REPORTED_FIELDS = ("met_whom", "stance", "promise", "follow_up_on")


class ButtonForm(GuardedForm):
    """A button and nothing to fill in."""


class ReportForm(GuardedForm):
    """How a visit went, in sixty seconds."""

    met_whom = LineField(
        label=_("Whom did you meet?"),
        max_length=120,
        help_text=_("A role is enough, for example “a staff member” or “the office director.”"),
        error_messages={"required": _("Say whom you met. If nobody was there, write “nobody.”")},
    )
    stance = forms.ChoiceField(
        label=_("What did you hear about the lawmaker?"),
        choices=[*Position.Stance.choices, ("", _("They did not say"))],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("The lawmaker…"),
    )
    promise = PlainTextField(
        label=_("What did they promise?"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    follow_up_on = forms.DateField(
        label=_("When will you ask again?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Enter a date, for example 2026-12-01.")},
    )

    def clean_follow_up_on(self) -> date | None:
        day: date | None = self.cleaned_data["follow_up_on"]
        if day and not today() <= day <= today() + LONGEST_FOLLOW_UP:
            raise forms.ValidationError(_("Choose a day within the next year."))
        return day


class AgreeForm(forms.Form):
    """Where the position can be read, if not on our own page."""

    source_url = forms.URLField(
        label=_("Source"),
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text=_("Empty: the page of this action."),
        error_messages={"invalid": _("Enter a whole address that begins with https://.")},
    )


def reported_so_far(visit: Visit) -> dict[str, Any]:
    """What the form begins with when a report is changed."""
    return {name: getattr(visit, name) for name in REPORTED_FIELDS}
