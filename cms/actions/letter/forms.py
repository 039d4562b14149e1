"""The forms of the letter page once a paper is found: each validates, and nothing else."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.core.forms import GuardedForm, LineField, MailboxField, PhoneField, PlainTextField, ZipField
from cms.letters.models import Letter, Newspaper
from cms.letters.problems import TooManyWords
from cms.letters.words import count_words

# Far more than any paper prints; what is longer was not written here.
LONGEST_TEXT_CHARACTERS = 20_000


class ChoosePaperForm(GuardedForm):
    """One paper: exclusivity rules make several wrong."""

    newspaper = forms.IntegerField(
        label=_("Paper"), error_messages={"required": _("Choose a paper."), "invalid": _("Choose a paper.")}
    )


class KindForm(GuardedForm):
    """A letter or an op-ed. Each choice says how long it may be."""

    kind = forms.ChoiceField(label=_("What do you want to write?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = _kinds(letter.newspaper)  # type: ignore[attr-defined]  # a ChoiceField has them
        self.fields["kind"].error_messages["required"] = _("Choose a letter or an op-ed.")


def _kinds(paper: Newspaper) -> list[tuple[str, str]]:
    letter = _("A short letter, up to %(limit)d words: one point, often about an article.") % {
        "limit": paper.word_limit
    }
    op_ed = _("An op-ed, up to %(limit)d words: one argument, with reasons and an answer to those who disagree.") % {
        "limit": paper.op_ed_limit or paper.word_limit
    }
    return [(Letter.Kind.LETTER, letter), *([(Letter.Kind.OP_ED, op_ed)] if paper.takes_op_eds else [])]


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
        self.letter = letter
        self.fields["text"].widget.attrs["data-word-limit"] = letter.word_limit
        if letter.is_op_ed:
            self._speak_of_op_eds()

    def _speak_of_op_eds(self) -> None:
        headline, text = self.fields["headline"], self.fields["text"]
        headline.help_text = _("A few words that say what your op-ed is about. It becomes the subject of the e-mail.")
        headline.error_messages["required"] = _("Give your op-ed a headline.")
        text.label = _("Your op-ed")
        text.error_messages["required"] = _("Write your op-ed.")

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        count, limit = count_words(text), self.letter.word_limit
        if count > limit:
            raise forms.ValidationError(TooManyWords(count, limit).sentence, code="too_long")
        return text


class AboutYouForm(GuardedForm):
    """Who writes. Each field says why, and who sees it."""

    full_name = LineField(
        label=_("Full name"),
        max_length=80,
        help_text=_("Printed below your text."),
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
        help_text=_("Printed below your text."),
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
        help_text=_("We send you a link to confirm. The editor's answer goes there too."),
    )

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if letter.newspaper.is_by_hand:
            self.fields["email"].help_text = _("It goes with your text, so that the editor can answer you.")


class SendForm(GuardedForm):
    """The statement, never ticked beforehand."""

    wrote_it = forms.BooleanField(error_messages={"required": _("Tick the box if you wrote this yourself.")})

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wrote_it"].label = statement(letter)


def statement(letter: Letter) -> str:
    """What the writer says by ticking the box, in the language of the page."""
    return str(_statement(letter) % {"paper": letter.newspaper.name})


def _statement(letter: Letter) -> str:
    if letter.newspaper.is_by_hand and letter.is_op_ed:
        return str(_("I wrote this op-ed. I will send it to %(paper)s myself."))
    if letter.newspaper.is_by_hand:
        return str(_("I wrote this. I will send it to %(paper)s myself."))
    if letter.is_op_ed:
        return str(_("I wrote this op-ed. Send it to %(paper)s under my name."))
    return str(_("I wrote this. Send it to %(paper)s under my name."))
