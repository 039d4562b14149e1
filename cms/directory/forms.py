"""The finder's form: one field first, then filters. A GET form, so that an answer can be shared."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.core.forms import LineField
from cms.directory.languages import SPOKEN_LANGUAGES
from cms.directory.models import Service
from cms.directory.results import OPEN_NOW, USUAL_MILES, Wish
from cms.directory.spoken import spoken_languages
from cms.places.place import Place
from cms.places.services import CityInSeveralStates, NotOnTheMap, UnknownPlace, UnknownZip, find_place

LONGEST_PLACE = 80
DISTANCES = [
    (10, _("10 miles")),
    (25, _("25 miles")),
    (50, _("50 miles")),
    (100, _("100 miles")),
    (200, _("200 miles")),
]
SITUATIONS = [("detained", _("Somebody who is in detention")), ("released", _("Somebody who was released"))]
ALSO = [
    (OPEN_NOW, _("Open now")),
    ("takes:yes", _("Takes new clients")),
    ("remote", _("Helps by phone or online")),
    ("volunteers", _("Can use volunteers")),
]


class FinderForm(forms.Form):
    """Where somebody is and what they look for."""

    zip = LineField(
        label=_("ZIP code, or city and state"),
        help_text=_("For example 78501, or McAllen, TX. We do not save it."),
        max_length=LONGEST_PLACE,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "class": "inp", "spellcheck": "false"}),
        error_messages={
            "required": _("Enter your ZIP code, or your city and state."),
            "max_length": _("That is too long for a place. Enter five digits, for example 78501, or a city and state."),
        },
    )
    distance = forms.TypedChoiceField(
        label=_("How far you can travel"),
        choices=DISTANCES,
        coerce=int,
        required=False,
        error_messages={"invalid_choice": _("Choose one of the distances from the list.")},
    )
    service = forms.MultipleChoiceField(
        label=_("Kind of help"),
        choices=Service.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose the kind of help from the list.")},
    )
    language = forms.MultipleChoiceField(
        label=_("Language they speak"),
        choices=SPOKEN_LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose the language from the list.")},
    )

    cost = forms.MultipleChoiceField(
        label=_("Cost"),
        choices=[(cost.value, cost.label) for cost in Service.Cost if cost.value],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose the cost from the list.")},
    )
    situation = forms.MultipleChoiceField(
        label=_("Help for"),
        choices=SITUATIONS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the list whom the help is for.")},
    )
    also = forms.MultipleChoiceField(
        label=_("Show only"),
        choices=ALSO,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the list what to show.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place: Place | None = None
        if self.is_bound:
            self._offer_spoken_languages()

    def _offer_spoken_languages(self) -> None:
        """Show only the languages that somebody speaks, and those already chosen. All stay valid.

        Where we know of none, all are shown: an error message needs a box to point at.
        """
        offered = {*spoken_languages(), *(self["language"].data or ())}
        shown = [pair for pair in SPOKEN_LANGUAGES if pair[0] in offered]
        self.fields["language"].widget.choices = shown or SPOKEN_LANGUAGES

    @property
    def has_wrong_filter(self) -> bool:
        return bool(set(self.errors) - {"zip"})

    def clean_zip(self) -> str:
        typed = str(self.cleaned_data["zip"])
        try:
            self.place = find_place(typed)
        except UnknownPlace as error:
            raise forms.ValidationError(what_to_type(error), code="unknown_place") from error
        return typed

    def wish(self) -> Wish:
        """What was asked for; of a form with errors, only that help is wanted."""
        if not self.is_bound or not self.is_valid():
            return Wish()
        return Wish(
            place=self.place,
            miles=self.cleaned_data["distance"] or USUAL_MILES,
            kinds=self._chosen("service"),
            languages=self._chosen("language"),
            costs=self._chosen("cost"),
            situations=[f"for:{situation}" for situation in self._chosen("situation")],
            also=self._chosen("also"),
        )

    def _chosen(self, name: str) -> list[str]:
        """Each choice once, however often the address names it."""
        return list(dict.fromkeys(self.cleaned_data[name]))


def what_to_type(error: UnknownPlace) -> str:
    """A sentence that helps to find the place after all."""
    if isinstance(error, CityInSeveralStates):
        sentence = gettext("There is more than one place with this name. Add the state, for example “%(example)s”.")
        return sentence % {"example": f"{error.city}, {error.states[0]}"}
    if isinstance(error, NotOnTheMap):
        return gettext("This ZIP code has no place on our map. Enter a ZIP code near you, or your city and state.")
    if isinstance(error, UnknownZip):
        return gettext("We do not know this ZIP code. Check the five digits, or enter your city and state.")
    return gettext("We do not know this place. Enter a ZIP code with five digits, or a city and state: McAllen, TX.")
