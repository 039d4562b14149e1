"""Forms of the writer's pages."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.core.forms import GuardedForm
from cms.letters.models import Letter
from cms.letters.web_address import WebAddressField


class ButtonForm(GuardedForm):
    """A button and nothing to fill in."""


class SecureAddressField(WebAddressField):
    """The address of an article that visitors will follow: https only."""

    def to_python(self, value: Any) -> str:
        address = super().to_python(value)
        if address.startswith("http:"):
            raise ValidationError(self.error_messages["malformed"], code="malformed")
        return address


class PrintedForm(GuardedForm):
    """Was it printed? An editor has said so already: then only whether it may be shown is left to ask."""

    CHOICES = (
        (Letter.Printed.YES, _("Yes")),
        (Letter.Printed.NO, pgettext_lazy("was it printed?", "No")),
        (Letter.Printed.UNKNOWN, _("I don’t know")),
    )

    printed = forms.ChoiceField(
        label=_("Was it printed?"),
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer."), "invalid_choice": _("Choose one answer.")},
    )
    url = SecureAddressField(
        label=_("Link to it"), required=False, help_text=_("If you found it on the paper’s website.")
    )
    may_be_shown = forms.BooleanField(
        label=_("You may show it among the printed letters"),
        required=False,
        help_text=_("Only the headline, the paper, the month and the link. Never your name, and never the text."),
    )

    def __init__(self, *args: Any, knows_editor: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if knows_editor:
            del self.fields["printed"]
            del self.fields["url"]

    def answer(self) -> dict[str, Any]:
        """The cleaned answer, for `answer_printed`."""
        cleaned = self.cleaned_data
        is_printed = cleaned.get("printed", Letter.Printed.YES)
        return {"printed": is_printed, "url": cleaned.get("url", ""), "may_be_shown": cleaned["may_be_shown"]}
