"""Forms of the letters desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.core.forms import PlainTextField


class ReturnForm(forms.Form):
    """Why a held letter goes back to its writer."""

    note = PlainTextField(
        label=_("Note to the writer"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Tell the writer what should change.")},
    )
