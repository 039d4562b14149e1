"""What whoever takes contacts out in a file has to say first."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms.places.states import state_choices
from stories.choices import ExportReason, ExportScope


def _states() -> list[tuple[str, Any]]:
    return [("", _("All states")), *state_choices()]


class ContactExportForm(forms.Form):
    """Why, whose, and the password once more: a computer left open for a minute is not enough."""

    reason = forms.ChoiceField(
        label=_("Why do you need it?"),
        choices=ExportReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why you need it.")},
    )
    scope = forms.ChoiceField(
        label=_("Whose contacts?"), choices=ExportScope.choices, widget=forms.RadioSelect, initial=ExportScope.CONTACT
    )
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("All languages")), *settings.LANGUAGES]
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=_states)
    password = forms.CharField(
        label=_("Your password, once more"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Type your password. Nothing was taken out.")},
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean(self) -> dict[str, Any]:
        """Ask for the password only once the rest is right, so that nobody loses a try to a forgotten reason."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not self._is_same_person(cleaned["password"]):
            wrong = _("This is not your password, or there were too many tries. Nothing was taken out.")
            self.add_error("password", ValidationError(wrong))
        return cleaned

    def _is_same_person(self, password: str) -> bool:
        """As at the log-in: wrong tries count, and too many of them lock the account for a while."""
        user: Any = self.request.user
        found = authenticate(self.request, username=user.get_username(), password=password)
        return found is not None and found.pk == user.pk
