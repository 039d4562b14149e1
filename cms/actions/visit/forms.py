"""The form of the visit page."""

from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.core.forms import GuardedForm, LineField, MailboxField
from cms.officials.models.visit import MOST_PEOPLE
from cms.officials.visits.slots import Slot
from cms.officials.visits.words import day_words, hour_words

PEOPLE_ERROR = _("Enter a number from 1 to 10. With more people, plan two visits.")


class SlotRadios(forms.RadioSelect):
    """Full times stay on the page, so that nobody wonders where they are; they cannot be chosen."""

    full: frozenset[str] = frozenset()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.full:
            option["attrs"]["disabled"] = True
        return option


class VisitForm(GuardedForm):
    """When, how many, and who."""

    slot = forms.ChoiceField(
        label=_("When do you go?"),
        widget=SlotRadios,
        help_text=_("By the office's own clock."),
        error_messages={
            "required": _("Choose a time."),
            "invalid_choice": _("This time is not offered any more. Please choose another one."),
        },
    )
    people = forms.IntegerField(
        label=_("How many are you?"),
        min_value=1,
        max_value=MOST_PEOPLE,
        help_text=_("Three are a group."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "zip"}),
        error_messages={
            "required": _("Say how many people come."),
            "invalid": PEOPLE_ERROR,
            "min_value": PEOPLE_ERROR,
            "max_value": PEOPLE_ERROR,
        },
    )
    name = LineField(
        label=_("Your name"),
        max_length=80,
        help_text=_("A first name is enough. Only our contact team sees it, never the office."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your name.")},
    )
    email = MailboxField(
        label=_("E-mail"),
        max_length=200,
        help_text=_("We send the confirmation, a reminder the day before, and one question afterwards."),
    )

    def __init__(self, *args: Any, slots: list[Slot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slots: Mapping[str, Slot] = {slot.value: slot for slot in slots}
        field: Any = self.fields["slot"]
        field.choices = [(slot.value, f"{_day(slot)}, {hour_words(slot.starts_at)}") for slot in slots]
        field.widget.full = frozenset(slot.value for slot in slots if not slot.places_left)

    @property
    def days(self) -> list[tuple[str, list[tuple[Any, str, Slot]]]]:
        """The times by day, for the page: each its radio button, its hour in words and the slot."""
        radios = zip(self["slot"], self.slots.values(), strict=True)
        rows = [(radio, hour_words(slot.starts_at), slot) for radio, slot in radios]
        return [(day, list(of_day)) for day, of_day in groupby(rows, key=lambda row: _day(row[2]))]

    @property
    def starts_at(self) -> datetime:
        """The chosen time; only of a valid form."""
        return self.slots[self.cleaned_data["slot"]].starts_at


def _day(slot: Slot) -> str:
    return day_words(slot.starts_at)
