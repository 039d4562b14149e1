"""The buttons on an editor's page, and the two lines an editor may add."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.core.forms import MailboxField
from cms.letters.models import PaperAnswer
from cms.letters.web_address import WebAddressField


class AnswerForm(forms.Form):
    """One button: `kind` says which."""

    kind = forms.ChoiceField(choices=PaperAnswer.Kind, widget=forms.HiddenInput)


class PrintedForm(AnswerForm):
    url = WebAddressField(label=_("Link to it"), required=False)


class WrongAddressForm(AnswerForm):
    mailbox = MailboxField(
        label=_("The right e-mail address"),
        required=False,
        help_text=_("A person at our letters desk checks it before anything goes there."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


FORMS: dict[str, type[AnswerForm]] = {
    PaperAnswer.Kind.PRINTED: PrintedForm,
    PaperAnswer.Kind.WRONG_ADDRESS: WrongAddressForm,
}


def form_for(kind: str, data: Any = None) -> AnswerForm:
    """The form behind one button; bound where `data` is given."""
    return FORMS.get(kind, AnswerForm)(data, initial={"kind": kind}, auto_id=f"id_{kind}_%s")
