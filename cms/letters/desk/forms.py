"""Forms of the letters desk."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cms.core.forms import PlainTextField


class ReturnForm(forms.Form):
    """Why a held letter goes back to its writer."""

    note = PlainTextField(
        label=_("Note to the writer"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5, "aria-describedby": "note-help"}),
        error_messages={"required": _("Tell the writer what should change.")},
    )


class WaitingFilter(forms.Form):
    """Which of the waiting letters to list."""

    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("All languages")), *settings.LANGUAGES]
    )
