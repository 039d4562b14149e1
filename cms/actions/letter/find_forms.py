"""The two ways to find a paper, both sent by GET: by ZIP code, and by state and name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.core.forms import LineField, ZipField
from cms.places.models import ZipArea
from cms.places.services import UnknownZip, find_zip
from cms.places.states import state_choices


class FindPaperForm(forms.Form):
    """ZIP, sent by GET. `area` is where the writer lives."""

    zip = ZipField(help_text=_("We use it to find your paper."))
    area: ZipArea

    def clean_zip(self) -> str:
        zip_code: str = self.cleaned_data["zip"]
        try:
            self.area = find_zip(zip_code)
        except UnknownZip:
            raise forms.ValidationError(
                _("We do not know this ZIP code. Check it, or choose your state below.")
            ) from None
        return zip_code


class ListPapersForm(forms.Form):
    """Another paper, by state and name, sent by GET."""

    state = forms.ChoiceField(label=_("State"))
    name = LineField(label=_("Name of the paper"), required=False, max_length=80)

    def __init__(self, *args: Any, states: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(state_choices())
        choices = [("", _("Choose a state")), *((code, names.get(code, code)) for code in states)]
        self.fields["state"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField has them
