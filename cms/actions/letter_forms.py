"""The forms of the letter page: each validates, and nothing else."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cms.core.forms import GuardedForm, LineField, MailboxField, PhoneField, PlainTextField, ZipField
from cms.letters.models import Letter
from cms.letters.words import count_words
from cms.places.models import ZipArea
from cms.places.services import UnknownZip, find_zip
from cms.places.states import state_choices

# Far more than any paper prints; what is longer was not written here.
LONGEST_TEXT_CHARACTERS = 20_000


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


class ChoosePaperForm(GuardedForm):
    """One paper: exclusivity rules make several wrong."""

    newspaper = forms.IntegerField(
        label=_("Paper"), error_messages={"required": _("Choose a paper."), "invalid": _("Choose a paper.")}
    )


class WriteForm(GuardedForm):
    """The letter itself. Too long is an error, never a cut."""

    headline = LineField(
        label=_("Headline"),
        max_length=100,
        help_text=_("A few words that say what your letter is about. It becomes the subject of the e-mail."),
        error_messages={"required": _("Give your letter a headline.")},
    )
    text = PlainTextField(
        label=_("Your letter"),
        max_length=LONGEST_TEXT_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "true", "class": "letter-box"}),
        error_messages={
            "required": _("Write your letter."),
            "max_length": _("This is longer than any paper prints. Please shorten it to the paper's limit."),
        },
    )

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit = letter.word_limit
        self.fields["text"].widget.attrs["data-word-limit"] = self.limit

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        count = count_words(text)
        if count > self.limit:
            raise forms.ValidationError(_too_long(count, self.limit), code="too_long")
        return text


def _too_long(count: int, limit: int) -> str:
    return ngettext(
        "Your letter has %(count)d words. This paper takes %(limit)d. Please cut one word.",
        "Your letter has %(count)d words. This paper takes %(limit)d. Please cut %(over)d words.",
        count - limit,
    ) % {"count": count, "limit": limit, "over": count - limit}


class AboutYouForm(GuardedForm):
    """Who writes. Each field says why, and who sees it."""

    full_name = LineField(
        label=_("Full name"),
        max_length=80,
        help_text=_("Printed below your letter."),
        error_messages={"required": _("Enter your full name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    street = LineField(
        label=_("Street address"),
        max_length=120,
        help_text=_("Only the editor sees it. Papers use it to check that writers are real."),
        error_messages={"required": _("Enter your street address.")},
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    town = LineField(
        label=_("Town or city"),
        max_length=60,
        help_text=_("Printed below your letter."),
        error_messages={"required": _("Enter your town or city.")},
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    zip = ZipField(help_text=_("Only the editor sees it."))
    phone = PhoneField(
        label=_("Daytime phone"),
        help_text=_("Only the editor sees it. Most papers call before they print."),
        error_messages={"required": _("Enter a phone number.")},
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    email = MailboxField(
        label=_("E-mail"),
        max_length=200,
        help_text=_("We send you the link that confirms your letter. The editor's answer goes there too."),
    )

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if letter.newspaper.is_by_hand:
            self.fields["email"].help_text = _("It goes with your letter, so that the editor can answer you.")


class SendForm(GuardedForm):
    """The statement, never ticked beforehand."""

    wrote_it = forms.BooleanField(error_messages={"required": _("Tick the box if you wrote this letter yourself.")})

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wrote_it"].label = statement(letter)


def statement(letter: Letter) -> str:
    """What the writer says by ticking the box, in the language of the page."""
    if letter.newspaper.is_by_hand:
        return str(_("I wrote this. I will send it to %(paper)s myself.") % {"paper": letter.newspaper.name})
    return str(_("I wrote this. Send it to %(paper)s under my name.") % {"paper": letter.newspaper.name})
