"""What readers and editors fill in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.core.forms import GuardedForm, MailboxField, PlainTextField, offer
from cms.corrections.models import Outcome, What

LONGEST_NOTE = LONGEST_ANSWER = 500


class ReportForm(GuardedForm):
    """What is wrong with one row, and what is right."""

    what = forms.ChoiceField(
        label=_("What is wrong?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what is wrong."),
            "invalid_choice": _("Choose what is wrong."),
        },
    )
    note = PlainTextField(
        label=_("What is right?"),
        help_text=_("For example the new number, and where you found it."),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 5, "data-character-limit": LONGEST_NOTE}),
        error_messages={"required": _("Tell us what is right, as far as you know.")},
    )
    email = MailboxField(label=_("Your e-mail"), required=False, help_text=_("So we can thank you, once."))

    def __init__(self, *args: Any, choices: Sequence[What], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "what", [(one.value, one.label) for one in choices])


class ResolveForm(forms.Form):
    """What became of it; each outcome is a button."""

    outcome = forms.ChoiceField(choices=Outcome)
    answer = PlainTextField(
        label=_("One sentence to the sender"),
        required=False,
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
