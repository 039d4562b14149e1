"""Kinds of e-mail that only tests send. `told` keeps what their owners were told, `answers` what people wrote."""

from datetime import UTC, datetime

from cms.core.clock import now
from cms.outbox.kinds import EmailKind, NothingToSend, NotYet, RenderedEmail, Reply, register
from cms.outbox.models import OutgoingEmail
from cms.outbox.services import put_off_email

told: list[tuple[str, str]] = []
answers: list[tuple[str, Reply]] = []
# Four days after the moment at which the clock of the tests stands still.
OPENS_AT = datetime(2026, 3, 7, 15, tzinfo=UTC)


def _notice(row: OutgoingEmail) -> RenderedEmail:
    return RenderedEmail(subject="A notice", text=f"About {row.reference}.\n.A line that begins with a dot.\n")


def _broken(row: OutgoingEmail) -> RenderedEmail:
    raise KeyError("canary@private.example")


def _gone(row: OutgoingEmail) -> RenderedEmail:
    raise NothingToSend


def _not_yet(row: OutgoingEmail) -> RenderedEmail:
    if now() < OPENS_AT:
        put_off_email(row=row, until=OPENS_AT)
        raise NotYet
    return _notice(row)


def _note(row: OutgoingEmail) -> None:
    told.append((str(row.pk), row.status))


NOTICE = register(EmailKind("test.notice", _notice, on_outcome=_note))
ONCE_ONLY = register(EmailKind("test.once_only", _notice, on_outcome=_note, resend_when_unknown=False))
BROKEN = register(EmailKind("test.broken", _broken, on_outcome=_note))
GONE = register(EmailKind("test.gone", _gone, on_outcome=_note))
NOT_YET = register(EmailKind("test.not_yet", _not_yet, on_outcome=_note))


def _find(token: str) -> OutgoingEmail | None:
    return OutgoingEmail.objects.filter(kind="test.answered", reference=token).first()


def _take(row: OutgoingEmail, reply: Reply) -> bool:
    """Says no to whoever writes "no thanks"."""
    if reply.text == "no thanks":
        return False
    answers.append((str(row.pk), reply))
    return True


ANSWERED = register(
    EmailKind("test.answered", _notice, on_outcome=_note, mailbox="notices", find=_find, on_reply=_take)
)
