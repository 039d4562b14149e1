"""Tells bounces, complaints and automatic answers from what a person wrote."""

from dataclasses import dataclass
from enum import StrEnum

from cms.outbox.inbound import phrases, reports
from cms.outbox.inbound.parsing import IncomingMail, decoded, first
from cms.outbox.models import Reason


class Sort(StrEnum):
    BOUNCE = "bounce"
    DELAY = "delay"
    RECEIPT = "receipt"
    COMPLAINT = "complaint"
    AUTOMATIC = "automatic"
    REPLY = "reply"


@dataclass(frozen=True)
class Verdict:
    """What a message is. `reason` is given for a bounce and a complaint."""

    sort: Sort
    reason: Reason | None = None


BY_ACTION = {reports.DELAYED: Sort.DELAY, reports.DELIVERED: Sort.RECEIPT}
BULK = ("bulk", "junk", "list", "auto_reply", "auto-reply")
ROBOT_HEADERS = (
    "x-autoreply", "x-autorespond", "x-autoreply-from", "x-auto-reply", "x-mail-autoreply", "x-autoresponder",
    "x-ms-exchange-inbox-rules-loop", "list-id", "list-unsubscribe", "x-loop",
)  # fmt: skip


def sort(mail: IncomingMail, *, envelope_sender: str | None = None) -> Verdict:
    """The sort of `mail`. Reports first: a bounce is an automatic answer too.

    `envelope_sender` is who the mail server says it came from, "" for nobody, None where we are not told.
    """
    return _by_report(mail) or _by_words(mail, envelope_sender) or Verdict(_robot_or_person(mail, envelope_sender))


def _by_report(mail: IncomingMail) -> Verdict | None:
    if mail.complaints:
        kind = first(mail.complaints[0], "feedback-type").lower()
        return Verdict(Sort.RECEIPT) if kind == "not-spam" else Verdict(Sort.COMPLAINT, Reason.COMPLAINT)
    action = reports.action_in(mail.delivery_reports)
    if action == reports.FAILED:
        return Verdict(Sort.BOUNCE, reports.reason_in(mail.delivery_reports))
    return Verdict(BY_ACTION[action]) if action else None


def _by_words(mail: IncomingMail, envelope_sender: str | None) -> Verdict | None:
    """Bounces of servers that know no reports. Two signs are needed: who says it, and what."""
    is_from_server = bool(phrases.DAEMON.search(mail.get("from"))) or _has_empty_sender(mail, envelope_sender)
    if not is_from_server:
        return None
    subject = decoded(mail.get("subject"))
    if phrases.DELAY_SUBJECT.search(subject):
        return Verdict(Sort.DELAY)
    if phrases.BOUNCE_SUBJECT.search(subject) or mail.get("x-failed-recipients"):
        return Verdict(Sort.BOUNCE, reports.reason_in_text(mail))
    return None


def _has_empty_sender(mail: IncomingMail, envelope_sender: str | None) -> bool:
    return envelope_sender in ("", "<>") or mail.get("return-path").replace(" ", "") == "<>"


def _robot_or_person(mail: IncomingMail, envelope_sender: str | None) -> Sort:
    is_automatic = (
        mail.get("auto-submitted").lower() not in ("", "no")
        or mail.get("precedence").lower() in BULK
        or any(name in mail.headers for name in ROBOT_HEADERS)
        or "report-type" in mail.get("content-type").lower()
        or _has_empty_sender(mail, envelope_sender)
        or bool(phrases.DAEMON.search(mail.get("from")) or phrases.NO_REPLY.search(mail.get("from")))
        or bool(phrases.AUTO_SUBJECT.search(decoded(mail.get("subject"))))
    )
    return Sort.AUTOMATIC if is_automatic else Sort.REPLY
