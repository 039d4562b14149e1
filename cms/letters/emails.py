"""The e-mails of this app: one question, one letter, and how it ended."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.core.clock import now
from cms.letters.desk_digest import DIGEST
from cms.letters.links import confirm_url, editor_url, status_url
from cms.letters.message import MAILBOX, compose, compose_reply
from cms.letters.models import MAY_BE_PRINTED, ConfirmationRequest, Delivery, ForwardedReply, Letter, Status
from cms.letters.reminding import may_be_confirmed
from cms.letters.services import begin_sending, erase_forwarded, forward_reply, record_outcome
from cms.letters.waiting import count_waiting
from cms.outbox.kinds import EmailKind, NothingToSend, NotYet, RenderedEmail, Reply, register, render_templates
from cms.outbox.models import OutgoingEmail
from cms.outbox.models import Status as MailStatus


def render_confirm(row: OutgoingEmail) -> RenderedEmail:
    return _question("letters/confirm", row, _asked(row))


def render_remind(row: OutgoingEmail) -> RenderedEmail:
    """Nobody is called to a button that would say no by now."""
    request = _asked(row)
    if row.status == MailStatus.SENDING and not may_be_confirmed(request.letter, moment=now()):
        raise NothingToSend
    return _question("letters/remind", row, request)


def _asked(row: OutgoingEmail) -> ConfirmationRequest:
    request: ConfirmationRequest = _one(ConfirmationRequest.objects.select_related("letter__newspaper"), row)
    return request


def _question(folder: str, row: OutgoingEmail, request: ConfirmationRequest) -> RenderedEmail:
    """A replaced, answered or expired question is not asked any more."""
    is_open = request.replaced_at is None and request.letter.status == Status.AWAITING_CONFIRMATION
    if row.status == MailStatus.SENDING and (not is_open or request.is_expired(now())):
        raise NothingToSend
    context = {"letter": request.letter, "link": confirm_url(request), "expires_at": request.expires_at}
    return render_templates(folder, context)


def render_delivery(row: OutgoingEmail) -> RenderedEmail:
    """The letter itself, if it may still leave. A row that is only looked at changes nothing."""
    if row.status == MailStatus.SENDING:
        letter = begin_sending(email=row)
        if letter is None:
            raise NothingToSend
        if isinstance(letter, datetime):
            raise NotYet
        return _for_editor(letter)
    return _for_editor(_one(Delivery.objects.select_related("confirmation__letter__newspaper"), row).letter)


def _for_editor(letter: Letter) -> RenderedEmail:
    return compose(letter, editor_link=editor_url(letter)).as_email()


def take_outcome(row: OutgoingEmail) -> None:
    record_outcome(email=row)


def find_by_token(token: str) -> OutgoingEmail | None:
    """The e-mail of the letter that a return address names."""
    rows = Delivery.objects.select_related("email").defer("email__to")
    delivery = rows.filter(confirmation__letter__mail_token=token).first()
    return delivery.email if delivery else None


def take_reply(row: OutgoingEmail, reply: Reply) -> bool:
    return forward_reply(delivery_id=int(row.reference), reply=reply)


def render_reply(row: OutgoingEmail) -> RenderedEmail:
    """An editor's answer, passed on. Nothing goes out once the letter or the answer has been erased."""
    reply = _one(ForwardedReply.objects.select_related("letter__newspaper"), row)
    if not (reply.sender and reply.letter.email):
        raise NothingToSend
    return compose_reply(reply)


def forget_reply(row: OutgoingEmail) -> None:
    erase_forwarded(email=row)


def render_accepted(row: OutgoingEmail) -> RenderedEmail:
    return _to_writer("letters/accepted", row)


def render_failed(row: OutgoingEmail) -> RenderedEmail:
    return _to_writer("letters/failed", row)


def render_returned(row: OutgoingEmail) -> RenderedEmail:
    return _to_writer("letters/returned", row)


def render_printed(row: OutgoingEmail) -> RenderedEmail:
    return _whether_printed("letters/printed", row)


def render_printed_again(row: OutgoingEmail) -> RenderedEmail:
    return _whether_printed("letters/printed_again", row)


def render_printed_by_paper(row: OutgoingEmail) -> RenderedEmail:
    """Not sent any more where the editor took it back, the letter came back, or its writer has agreed meanwhile."""
    letter = _one(Letter.objects.select_related("newspaper"), row)
    said = letter.answers.about_print()
    is_open = letter.status in MAY_BE_PRINTED and letter.printed == Letter.Printed.YES and not letter.may_be_shown
    if row.status == MailStatus.SENDING and not (is_open and said):
        raise NothingToSend
    return _to_writer("letters/printed_by_paper", row)


def _whether_printed(folder: str, row: OutgoingEmail) -> RenderedEmail:
    """Nobody is asked what we know by now."""
    letter = _one(Letter.objects.select_related("newspaper"), row)
    if row.status == MailStatus.SENDING and (letter.printed or letter.status != Status.ACCEPTED):
        raise NothingToSend
    return _to_writer(folder, row)


def render_desk_digest(row: OutgoingEmail) -> RenderedEmail:
    """For one member of the desk: numbers only. Nothing goes out once all is read."""
    waiting = count_waiting(now())
    if not waiting.number:
        raise NothingToSend
    link = f"{settings.PUBLIC_URL}{reverse('letters_desk:queue')}"
    return DIGEST.render(row, "letters/desk_digest", {"waiting": waiting, "link": link})


def _to_writer(folder: str, row: OutgoingEmail) -> RenderedEmail:
    letter = _one(Letter.objects.select_related("newspaper"), row)
    if not letter.email:
        raise NothingToSend
    return render_templates(folder, {"letter": letter, "link": status_url(letter)})


def _one(rows: Any, row: OutgoingEmail) -> Any:
    found = rows.filter(pk=row.reference).first()
    if found is None:
        raise NothingToSend
    return found


def desk_page(row: OutgoingEmail) -> str:
    """Only the letters desk decides about a letter: it knows more than the outbox does."""
    delivery = _one(Delivery.objects.select_related("confirmation"), row)
    return reverse("letters_desk:letter", args=[delivery.confirmation.letter_id])


register(EmailKind("letters.confirm", render_confirm, label=_("Letter: please confirm")))
register(EmailKind("letters.remind", render_remind, label=_("Letter: reminder to confirm")))
register(
    EmailKind(
        "letters.delivery",
        render_delivery,
        on_outcome=take_outcome,
        resend_when_unknown=False,
        desk_url=desk_page,
        label=_("Letter to a paper"),
        mailbox=MAILBOX,
        find=find_by_token,
        on_reply=take_reply,
    )
)
register(EmailKind("letters.reply", render_reply, on_outcome=forget_reply, label=_("Letter: answer from the paper")))
register(EmailKind("letters.accepted", render_accepted, label=_("Letter: accepted by the paper's server")))
register(EmailKind("letters.failed", render_failed, label=_("Letter: could not be delivered")))
register(EmailKind("letters.returned", render_returned, label=_("Letter: note from the desk")))
register(EmailKind("letters.printed", render_printed, label=_("Letter: was it printed?")))
register(EmailKind("letters.printed_again", render_printed_again, label=_("Letter: was it printed? (reminder)")))
register(EmailKind("letters.printed_by_paper", render_printed_by_paper, label=_("Letter: the paper printed it")))
register(EmailKind("letters.desk_digest", render_desk_digest, label=_("Letters desk: what waits")))
