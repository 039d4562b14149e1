"""What translators fill in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.core.forms import LineField, PlainTextField


class TranslationForm(forms.Form):
    """A public story in another language. `version` is the state that was on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = LineField(label=_("Title"), max_length=120, required=False)
    text = PlainTextField(label=_("Text"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 18}))
    attribution = LineField(label=_("Shown as"), max_length=80, required=False)
    place_label = LineField(label=_("Place"), max_length=80, required=False)
