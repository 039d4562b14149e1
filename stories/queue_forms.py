"""What moderators choose in the queue."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.places.states import state_choices
from stories.choices import Flag, Status
from stories.queueing import ALL, CLAIMED, MINE, WAITING

PARTS = [
    (WAITING, _("Waiting for us")),
    (MINE, _("With me")),
    (Status.NEW, Status.NEW.label),
    (Status.SUSPECT, Status.SUSPECT.label),
    (CLAIMED, _("Claimed")),
    (Status.NEEDS_ANSWER, Status.NEEDS_ANSWER.label),
    (Status.READY, Status.READY.label),
    (Status.SCHEDULED, Status.SCHEDULED.label),
    (Status.PUBLISHED, Status.PUBLISHED.label),
    (Status.DECLINED, Status.DECLINED.label),
    (Status.WITHDRAWN, Status.WITHDRAWN.label),
    (ALL, _("All")),
]


def _states() -> list[tuple[str, Any]]:
    return [("", _("All states")), *state_choices()]


class QueueFilter(forms.Form):
    """Which submissions to list. What nobody could have chosen means the same as no choice."""

    status = forms.ChoiceField(required=False, choices=PARTS, widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("Story"), required=False, max_length=40, widget=forms.TextInput(attrs={"placeholder": "7F3K"})
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("All languages")), ("en", _("English")), ("es", _("Spanish"))],
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=_states)
    flag = forms.ChoiceField(label=_("Take care"), required=False, choices=[("", _("All")), *Flag.choices])

    @property
    def part(self) -> str:
        return self._chosen("status")

    @property
    def wanted_code(self) -> str:
        """ "7F3K" of "Story 7F3K", "#7f3k", "historia 7f3k"; empty when none is asked for."""
        typed = self._chosen("code").split()
        return typed[-1].lstrip("#").upper() if typed else ""

    @property
    def narrowing(self) -> dict[str, str]:
        return {name: self._chosen(name) for name in ("language", "state", "flag")}

    @property
    def is_narrowed(self) -> bool:
        return bool(self.wanted_code or any(self.narrowing.values()))

    def _chosen(self, name: str) -> str:
        return "" if name in self.errors else str(self.cleaned_data[name])
