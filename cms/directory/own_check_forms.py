"""The buttons on an organization's own page, and the text that goes with one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.core.forms import PlainTextField
from cms.directory.models import OwnCheck

LONGEST_NOTE = 500


class OwnAnswerForm(forms.Form):
    """One button on an organization's own page."""

    answer = forms.ChoiceField(choices=OwnCheck.Answer)


class ChangedForm(OwnAnswerForm):
    """The button with a text."""

    note = PlainTextField(
        label=_("What changed?"),
        help_text=_("For example new hours, a new number, or that you take no new clients now."),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 5, "data-character-limit": LONGEST_NOTE}),
        error_messages={"required": _("Tell us what changed.")},
    )
