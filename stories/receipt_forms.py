"""What a storyteller fills in on the receipt page. Forms check; they store nothing."""

import copy
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from cms.core.forms import GuardedForm, LineField, PlainTextField
from stories import receipts
from stories.choices import Scope
from stories.forms import CONSENT_PREFIX, ShareForm, check_contact
from stories.services.messages import LONGEST_MESSAGE
from stories.services.permissions import CAN_CHANGE


class ReceiptForm(forms.Form):
    """The seven words."""

    words = LineField(
        label=_("Your seven words"),
        max_length=200,
        help_text=_("Capital letters, accents and commas do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Enter the seven words of your receipt.")},
    )

    def clean_words(self) -> str:
        typed = str(self.cleaned_data["words"])
        if not receipts.looks_like_receipt(typed):
            raise forms.ValidationError(_("Enter all seven words, with a space between them."))
        return typed


class MessageForm(GuardedForm):
    """A message to the moderators."""

    message = PlainTextField(
        label=_("Your message"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 5, "data-character-limit": LONGEST_MESSAGE}),
        error_messages={
            "required": _("Write a message first."),
            "max_length": ngettext_lazy(
                "Shorten your message: the limit is %(limit_value)d character, yours has %(show_value)d.",
                "Shorten your message: the limit is %(limit_value)d characters, yours has %(show_value)d.",
                "limit_value",
            ),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["message"].widget.attrs.pop("maxlength", None)


class PermissionsForm(forms.Form):
    """Each permission with the words under which it is given, ticked where it lives now."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for scope in CAN_CHANGE:
            name = f"{CONSENT_PREFIX}{scope}"
            self.fields[name] = copy.deepcopy(ShareForm.base_fields[name])

    @staticmethod
    def ticked(live: Iterable[str]) -> dict[str, bool]:
        """Initial values that show the permissions `live`."""
        return {f"{CONSENT_PREFIX}{scope}": True for scope in live}

    @property
    def wanted(self) -> frozenset[Scope]:
        """The permissions ticked in a valid form."""
        return frozenset(scope for scope in CAN_CHANGE if self.cleaned_data.get(f"{CONSENT_PREFIX}{scope}"))


class ChangeForm(forms.Form):
    """The storyteller's own title and text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("body", "title"):
            self.fields[name] = copy.deepcopy(ShareForm.base_fields[name])
        self.fields["body"].widget.attrs.pop("maxlength", None)


class ReachForm(forms.Form):
    """How to reach the storyteller, and whether we may."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("email", "phone", "safe_times", "consent_contact"):
            self.fields[name] = copy.deepcopy(ShareForm.base_fields[name])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        check_contact(self, cleaned)
        return cleaned
