"""The one message an editor receives. The preview and the delivery are made by the same function."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override as use_language

from cms.core.models import SiteSettings
from cms.core.text import clean_line
from cms.letters.identity import content_hash
from cms.letters.models import Letter
from cms.letters.words import count_words
from cms.outbox.kinds import RenderedEmail, named_address


@dataclass(frozen=True)
class Mailbox:
    """A name and a bare address."""

    name: str
    address: str

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>"

    @property
    def header(self) -> str:
        """As it stands in a header, quoted and encoded where needed."""
        return named_address(self.name, self.address)


@dataclass(frozen=True)
class LetterMessage:
    """Exactly what leaves: one recipient, plain text, no attachment, no tracking."""

    sender: Mailbox
    recipient: str
    reply_to: Mailbox
    subject: str
    body: str

    def as_email(self) -> RenderedEmail:
        return RenderedEmail(
            subject=self.subject,
            text=self.body,
            from_email=self.sender.header,
            reply_to=(self.reply_to.header,),
            envelope_from=self.sender.address,
            # A person wrote and confirmed it; mail filters treat "auto-generated" as bulk.
            headers={"Auto-Submitted": "no"},
        )


def compose(letter: Letter) -> LetterMessage:
    """The message for `letter`, framed in the paper's language."""
    site = SiteSettings.of_default_site()
    with use_language(letter.newspaper.language):
        return LetterMessage(
            sender=Mailbox(_sender_name(letter, site), f"letters+{letter.mail_token}@{settings.MAIL_DOMAIN}"),
            recipient=letter.mailbox,
            reply_to=Mailbox(clean_line(letter.full_name), letter.email),
            subject=_subject(letter),
            body=_body(letter, site),
        )


def letter_hash(letter: Letter) -> str:
    """A hash of everything the writer agrees to send, and to whom."""
    return content_hash(
        [
            str(letter.newspaper_id),
            letter.kind,
            letter.headline,
            letter.text,
            letter.full_name,
            letter.street,
            letter.town,
            letter.zip,
            letter.phone,
            letter.email,
        ]
    )


def _sender_name(letter: Letter, site: SiteSettings) -> str:
    return _("%(writer)s via %(site)s") % {"writer": clean_line(letter.full_name), "site": site.brand}


def _subject(letter: Letter) -> str:
    phrase = clean_line(letter.newspaper.subject_phrase) or _default_phrase(letter)
    return f"{phrase}: {clean_line(letter.headline)}"


def _default_phrase(letter: Letter) -> str:
    return _("Op-ed submission") if letter.kind == Letter.Kind.OP_ED else _("Letter to the editor")


def _body(letter: Letter, site: SiteSettings) -> str:
    context = {
        "letter": letter,
        "words": count_words(letter.text),
        "brand": site.brand,
        "run_by": site.run_by_here.rstrip(" ."),
        "site_url": settings.PUBLIC_URL,
    }
    return render_to_string("emails/letters/delivery/text.txt", context).strip() + "\n"
