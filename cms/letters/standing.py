"""Where a letter stands, in plain words: never more than we know."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.core.clock import now
from cms.letters.mailbag import next_slot
from cms.letters.models import ConfirmationRequest, Delivery, Letter, Status
from cms.letters.problems import MailbagFull
from cms.letters.slots import Slot
from cms.letters.waiting import GIVEN_BACK_AFTER
from cms.outbox.models import OutgoingEmail
from cms.outbox.models import Status as MailStatus

# The words for these promise that the text can still be used.
SAY_WORDS_ARE_HERE = (Status.FAILED, Status.BOUNCED, Status.EXPIRED)


@dataclass(frozen=True)
class Standing:
    """`title` for the heading, `text` for the sentence below it, `tone` for its color (ok, info, warn, err)."""

    title: str
    text: str
    tone: str = "info"
    is_expired: bool = False


def planned_slot(letter: Letter) -> Slot | None:
    """When it would leave if it were confirmed now; None where the paper's mailbag is full."""
    try:
        return Slot(next_slot(letter.newspaper, moment=now()), letter.newspaper)
    except MailbagFull:
        return None


def standing(letter: Letter, request: ConfirmationRequest | None = None) -> Standing:
    """The words for this letter now."""
    if letter.erased_at and letter.status in SAY_WORDS_ARE_HERE:
        return _erased(letter)
    if letter.status == Status.AWAITING_CONFIRMATION:
        return _awaiting(letter, request or letter.requests.filter(replaced_at=None).first())
    if letter.status in (Status.QUEUED, Status.DEFERRED, Status.ACCEPTED):
        return _on_its_way(letter)
    return _in_review(letter) if letter.status == Status.IN_REVIEW else _others(letter)


def _in_review(letter: Letter) -> Standing:
    """What the desk will find, too: a letter that cannot leave for its paper now may come back."""
    until = letter.confirmation.confirmed_at + GIVEN_BACK_AFTER
    text = _(
        "You confirmed it. Someone at our letters desk looks at it before it leaves. You hear from us by "
        "%(date)s at the latest."
    ) % {"date": _day(until, letter)}
    if letter.newspaper.may_be_offered and planned_slot(letter):
        return Standing(_("A person is reading it first"), text)
    doubt = _("Right now %(paper)s cannot take more from us. If that stays so, yours comes back to you.")
    return Standing(_("A person is reading it first"), f"{text} {doubt % {'paper': letter.newspaper.name}}", "warn")


def _awaiting(letter: Letter, request: ConfirmationRequest | None) -> Standing:
    if request is None or request.replaced_at or request.is_expired(now()):
        return _expired()
    if _question_came_back(request):
        return Standing(
            _("Our e-mail did not reach you"),
            _(
                "The mail server for %(email)s did not take it. Press “Change my text”, go on to your e-mail "
                "address, correct it and ask for the link again. Your words are safe, and nothing went to the paper."
            )
            % {"email": letter.email},
            "err",
        )
    return Standing(
        _("Waiting for you to confirm"),
        _("We sent an e-mail to %(email)s. Open it and press the button by %(date)s. Nothing leaves before that.")
        % {"email": letter.email, "date": _day(request.expires_at, letter)},
        "warn",
    )


def _question_came_back(request: ConfirmationRequest) -> bool:
    mails = OutgoingEmail.objects.about(str(request.pk)).filter(kind="letters.confirm")
    return mails.filter(status__in=[MailStatus.BOUNCED, MailStatus.FAILED]).exists()


def _expired() -> Standing:
    return Standing(
        _("The link has run out"),
        _("It was good for 7 days. Nothing was sent, and your text is still here. You can ask for a new link."),
        "warn",
        is_expired=True,
    )


def _erased(letter: Letter) -> Standing:
    text = _("Your text and your address were erased after 28 days. You can write a new one at any time.")
    return replace(_others(letter), text=text)


def _on_its_way(letter: Letter) -> Standing:
    delivery = Delivery.objects.get(confirmation__letter=letter)
    paper = letter.newspaper.name
    if letter.status == Status.QUEUED:
        return _queued(Slot(delivery.slot_at, letter.newspaper))
    if letter.status == Status.DEFERRED:
        return Standing(
            _("We are trying again"),
            _("The mail server of %(paper)s asked us to come back later. We keep trying for two days and tell you.")
            % {"paper": paper},
        )
    return _printed(letter) or Standing(
        _("Accepted by the paper's mail server"),
        _(
            "%(paper)s's mail server took your text on %(date)s. Whether it is read and printed is up to its editors. "
            "They may call you to check that you wrote it."
        )
        % {"paper": paper, "date": _day(delivery.accepted_at or delivery.slot_at, letter)},
        "ok",
    )


def _queued(slot: Slot) -> Standing:
    if slot.is_now:
        return Standing(
            _("It leaves right away"), _("You confirmed it, and it is next in line. Look again in a few minutes.")
        )
    text = _("That is the paper's own time. %(paper)s hears from us only a few times a week, so each text is read.")
    return Standing(_("Queued for %(slot)s") % {"slot": slot}, text % {"paper": slot.paper.name})


def _printed(letter: Letter) -> Standing | None:
    """Who says whether it was printed; None where nobody has."""
    said, paper = letter.answers.about_print(), {"paper": letter.newspaper.name}
    if letter.printed == Letter.Printed.YES:
        title = _("The paper says that it was printed") if said else _("You told us that it was printed")
        return Standing(title, _("Your words are in %(paper)s. Thank you for writing.") % paper, "ok")
    if letter.printed == Letter.Printed.NO:
        title = _("The paper will not print it") if said else _("You told us that it was not printed")
        text = _("Editors read far more than they can print. You can write to %(paper)s again later.")
        return Standing(title, text % paper)
    return None


def _others(letter: Letter) -> Standing:
    words = {
        Status.DRAFT: (_("You are still writing"), _("Nothing has been sent. Go on where you stopped."), "info"),
        Status.SENDING: (_("On its way right now"), _("Look again in a few minutes."), "info"),
        Status.FAILED: (
            _("It did not go through"),
            _("The paper could not take it by e-mail. Your words are safe: try another paper with them."),
            "err",
        ),
        Status.BOUNCED: (
            _("It came back"),
            _("The paper's mailbox does not work. We are checking the address. Try another paper with your words."),
            "err",
        ),
        Status.UNKNOWN: (
            _("We are not sure it arrived"),
            _("The connection broke while your text was leaving. We do not send it twice. Our letters desk asks."),
            "warn",
        ),
        Status.SELF_SENT: (
            _("You told us that you sent it"),
            _("Thank you. You sent this yourself, so we cannot see whether it arrived or is printed."),
            "ok",
        ),
        Status.CANCELLED: (_("You took it back"), _("Nothing was sent, and nothing will be."), "info"),
    }
    if letter.status not in words:
        return _expired()
    if letter.status == Status.SELF_SENT and (printed := _printed(letter)):
        return printed
    return Standing(*words[Status(letter.status)])


def _day(moment: datetime, letter: Letter) -> str:
    return date_format(moment.astimezone(letter.newspaper.zone), "DATE_FORMAT")
