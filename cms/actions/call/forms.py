"""The forms of the call page: each validates, and nothing else."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.core.blocks.phone import readable_phone
from cms.core.forms import GuardedForm, LineField, offer
from cms.officials.branches import NearBranch
from cms.officials.models import CallReport, Office

MAIN_NUMBER = 0


class ScriptForm(forms.Form):
    """What makes the script somebody's own. Nothing of it is stored."""

    name = LineField(
        label=_("Your name"), max_length=80, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    town = LineField(
        label=_("Town or city"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    asks = forms.TypedMultipleChoiceField(
        label=_("What to ask for"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one point.")},
    )

    def __init__(self, data: Any = None, *, points: Sequence[str], **kwargs: Any) -> None:
        super().__init__(data, auto_id="script-%s", **kwargs)
        if points:
            offer(self, "asks", enumerate(points))
        else:
            del self.fields["asks"]


class OutcomeForm(GuardedForm):
    """How one call to one office went."""

    branch = forms.ChoiceField(
        label=_("Which number did you call?"),
        error_messages={
            "required": _("Choose the number you called."),
            "invalid_choice": _("Choose the number you called."),
        },
    )
    outcome = forms.ChoiceField(
        choices=CallReport.Outcome.choices,
        error_messages={"required": _("Say how the call went."), "invalid_choice": _("Say how the call went.")},
    )

    def __init__(
        self, data: Any = None, *, office: Office, branches: Sequence[NearBranch], nearest: int = MAIN_NUMBER
    ) -> None:
        super().__init__(data, auto_id=f"call-{office.pk}-%s", initial={"branch": nearest})
        if branches:
            main = (MAIN_NUMBER, _("Main number, %(phone)s") % {"phone": readable_phone(office.phone)})
            others = [(one.branch.pk, f"{one.branch}, {readable_phone(one.branch.phone)}") for one in branches]
            offer(self, "branch", [main, *others])
        else:
            del self.fields["branch"]

    @property
    def branch_id(self) -> int | None:
        """The branch that was called; none for the main number."""
        return int(self.cleaned_data.get("branch") or MAIN_NUMBER) or None
