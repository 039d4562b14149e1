"""Kinds of e-mail that only tests send. `told` keeps what their owners were told."""

from cms.outbox.kinds import EmailKind, NothingToSend, RenderedEmail, register
from cms.outbox.models import OutgoingEmail

told: list[tuple[str, str]] = []


def _notice(row: OutgoingEmail) -> RenderedEmail:
    return RenderedEmail(subject="A notice", text=f"About {row.reference}.\n.A line that begins with a dot.\n")


def _broken(row: OutgoingEmail) -> RenderedEmail:
    raise KeyError("canary@private.example")


def _gone(row: OutgoingEmail) -> RenderedEmail:
    raise NothingToSend


def _note(row: OutgoingEmail) -> None:
    told.append((str(row.pk), row.status))


NOTICE = register(EmailKind("test.notice", _notice, on_outcome=_note))
ONCE_ONLY = register(EmailKind("test.once_only", _notice, on_outcome=_note, resend_when_unknown=False))
BROKEN = register(EmailKind("test.broken", _broken, on_outcome=_note))
GONE = register(EmailKind("test.gone", _gone, on_outcome=_note))
