"""The forms of a contact page: where somebody lives, and what goes into their letter."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from cms.core.forms import GuardedForm, LineField, PlainTextField, ZipField, offer
from cms.places.districts import MILITARY
from cms.places.models import ZipArea
from cms.places.services import UnknownZip, find_states
from cms.places.states import find_state, state_choices, state_name

# With the longest letter an editor may write, this still fits on one page.
LONGEST_OWN_WORDS = 300


class StateField(forms.ChoiceField):
    """A state from the list, or as people write it in an address: TX, tx, Texas, Nuevo México."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=state_options, **kwargs)

    def to_python(self, value: Any) -> str:
        typed: str = super().to_python(value)
        return find_state(typed) or typed


def state_options() -> list[tuple[str, str]]:
    """Where an office can be; nobody lives in a military post office."""
    return [("", str(_("Choose a state"))), *(pair for pair in state_choices() if pair[0] not in MILITARY)]


class WhereForm(forms.Form):
    """State or ZIP, sent by GET. When it is valid, `states` (codes) and, for a ZIP code, `area` say where."""

    state = StateField(
        label=_("State or territory"),
        required=False,
        error_messages={"invalid_choice": _("Choose a state from the list.")},
    )
    zip = ZipField(required=False, help_text=_("One of the two is enough. We do not keep it."))

    area: ZipArea | None = None
    states_of_zip: Sequence[str] = ()

    def clean_zip(self) -> str:
        zip_code: str = self.cleaned_data["zip"]
        if not zip_code:
            return ""
        try:
            self.area, states = find_states(zip_code)
        except UnknownZip:
            raise forms.ValidationError(_("We do not know this ZIP code. Check it, or choose your state.")) from None
        self.states_of_zip = [state for state in states if state not in MILITARY]
        return zip_code

    def clean(self) -> dict[str, Any]:
        state, zip_code = self.cleaned_data.get("state"), self.cleaned_data.get("zip")
        if not self.errors and not state and not zip_code:
            self.add_error("state", _("Choose your state, or enter your ZIP code."))
        if state and zip_code and state not in self.states_of_zip:
            place = self.area.label if self.area else zip_code
            words = _("Your ZIP code belongs to %(place)s, which is not in %(state)s. Leave one of the two empty.")
            self.add_error("zip", words % {"place": place, "state": state_name(state)})
        return self.cleaned_data

    @property
    def states(self) -> list[str]:
        """Of a ZIP code in two states both, unless one was chosen too; of a military post office none."""
        state = self.cleaned_data.get("state")
        return [state] if state else list(self.states_of_zip)


class ContactLetterForm(GuardedForm):
    """What only the writer knows. All may stay empty: the printed letter then has a line to fill in by hand."""

    name = LineField(
        label=_("Your name"),
        max_length=80,
        required=False,
        help_text=_("It goes into the letter and nowhere else. We do not keep it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    town = LineField(
        label=_("Town or city"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    own_words = PlainTextField(
        label=_("Why it matters to you"),
        max_length=LONGEST_OWN_WORDS,
        required=False,
        help_text=_("A sentence of your own does more than the rest of the letter."),
        widget=forms.Textarea(attrs={"rows": 3, "data-character-limit": LONGEST_OWN_WORDS}),
    )
    language = forms.ChoiceField(
        label=_("Language of the letter"),
        widget=forms.RadioSelect,
        required=False,
        help_text=_("Offices read English first. You may send both."),
    )

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(languages) < 2:
            del self.fields["language"]
            return
        offer(self, "language", [(code, _language_name(code)) for code in languages])
        self.fields["language"].initial = languages[0]

    def values(self) -> Mapping[str, str]:
        """What was typed, or nothing while something is wrong with it."""
        return self.cleaned_data if self.is_bound and self.is_valid() else {}


def _language_name(code: str) -> str:
    """In the language of the page."""
    return str(dict(settings.LANGUAGES).get(code) or get_language_info(code)["name_local"]).capitalize()
