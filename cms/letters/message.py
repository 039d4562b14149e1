"""The one message an editor receives. The preview and the delivery are made by the same function."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override as use_language

from cms.core.models import SiteSettings
from cms.core.text import clean_line
from cms.letters.identity import content_hash
from cms.letters.links import editor_token, status_url
from cms.letters.models import ForwardedReply, Letter, Status
from cms.letters.words import count_words
from cms.outbox.kinds import RenderedEmail, named_address, render_templates
from cms.outbox.return_address import bounce_address, reply_address

# What stands before the plus sign in the addresses that name a letter.
MAILBOX = "letters"


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
    """Exactly what leaves: one recipient, plain text, no attachment, no tracking.

    `bounces_to` is for mail servers and is shown to nobody: who knows it can say that the letter came back.
    """

    sender: Mailbox
    recipient: str
    reply_to: Mailbox
    subject: str
    body: str
    bounces_to: str

    def as_email(self) -> RenderedEmail:
        return RenderedEmail(
            subject=self.subject,
            text=self.body,
            from_email=self.sender.header,
            reply_to=(self.reply_to.header,),
            envelope_from=self.bounces_to,
            # A person wrote and confirmed it; mail filters treat "auto-generated" as bulk.
            headers={"Auto-Submitted": "no"},
        )


def compose(letter: Letter, *, editor_link: str = "") -> LetterMessage:
    """The message for `letter`, framed in the paper's language.

    Only the message that leaves holds `editor_link`: with it a reader could answer in the editor's name. A
    preview says that it will stand there.
    """
    site = SiteSettings.of_default_site()
    with use_language(letter.newspaper.language):
        return LetterMessage(
            sender=Mailbox(_sender_name(letter, site), reply_address(MAILBOX, letter.mail_token)),
            recipient=letter.mailbox,
            reply_to=Mailbox(clean_line(letter.full_name), letter.email),
            subject=_subject(letter),
            body=_body(letter, site, editor_link),
            bounces_to=bounce_address(MAILBOX, letter.mail_token),
        )


def compose_reply(reply: ForwardedReply) -> RenderedEmail:
    """An editor's answer for the writer, in the current language.

    Bounces of it go to our own address, not to the letter's: it is not the paper's mailbox that fails.
    """
    letter, who = reply.letter, Mailbox(reply.sender_name, reply.sender)
    context = {"letter": letter, "reply": reply, "sender": str(who).strip(), "link": status_url(letter)}
    name = _("%(paper)s via %(site)s") % {"paper": letter.newspaper.name, "site": SiteSettings.of_default_site().brand}
    message = render_templates("letters/reply", context)
    return replace(
        message,
        # Answers quote the letter with its last line, and that link is for the editor alone.
        text=message.text.replace(editor_token(letter), "…"),
        from_email=named_address(clean_line(name), reply_address(MAILBOX, letter.mail_token)),
        reply_to=(who.header,),
        # A robot that answers this, and a server that sends it back to us, see that no person is to be answered.
        headers={"Auto-Submitted": "auto-forwarded"},
    )


def by_hand(letter: Letter) -> LetterMessage:
    """What a writer sends who sends it themselves: the letter with name and town, without a frame of ours."""
    writer = Mailbox(clean_line(letter.full_name), letter.email)
    body = f"{letter.text}\n\n{letter.full_name}\n{letter.town}\n"
    return LetterMessage(
        sender=writer, recipient="", reply_to=writer, subject=clean_line(letter.headline), body=body, bounces_to=""
    )


def as_sent(letter: Letter) -> LetterMessage:
    """What left, or would leave, in whichever way."""
    is_own = letter.status == Status.SELF_SENT or (letter.status == Status.DRAFT and letter.newspaper.is_by_hand)
    return by_hand(letter) if is_own else compose(letter)


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
    return f"{_phrase(letter)}: {clean_line(letter.headline)}"


def _phrase(letter: Letter) -> str:
    """The words that a paper wants are for letters: an op-ed says what it is."""
    if letter.is_op_ed:
        return _("Op-ed submission")
    return clean_line(letter.newspaper.subject_phrase) or _("Letter to the editor")


def _body(letter: Letter, site: SiteSettings, editor_link: str) -> str:
    context = {
        "letter": letter,
        "words": count_words(letter.text),
        "brand": site.brand,
        "run_by": site.run_by_here.rstrip(" ."),
        "site_url": settings.PUBLIC_URL,
        "editor_link": editor_link,
    }
    return render_to_string("emails/letters/delivery/text.txt", context).strip() + "\n"
