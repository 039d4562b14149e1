"""What a mail server says about a message that it could not deliver (RFC 3464, and plain text)."""

from cms.outbox.inbound import phrases
from cms.outbox.inbound.parsing import Headers, IncomingMail, first
from cms.outbox.models import Reason

FAILED, DELAYED, DELIVERED = "failed", "delayed", "delivered"
BY_CLASS = {"5": FAILED, "4": DELAYED, "2": DELIVERED}


def action_in(reports: list[Headers]) -> str:
    """FAILED, DELAYED or DELIVERED; empty where the reports say nothing. One failure outweighs the rest."""
    actions = {_action(report) for report in reports}
    return next((action for action in (FAILED, DELAYED, DELIVERED) if action in actions), "")


def _action(report: Headers) -> str:
    said = first(report, "action").split(" ")[0].lower()
    if said in (FAILED, DELAYED):
        return said
    if said in ("delivered", "relayed", "expanded"):
        return DELIVERED
    return BY_CLASS.get(first(report, "status")[:1], "")


def reason_in(reports: list[Headers]) -> Reason:
    """Whether the mailbox is missing or the message was not wanted. The diagnosis knows more than the status."""
    for report in reports:
        if _action(report) == FAILED:
            return judge(first(report, "diagnostic-code"), first(report, "status"))
    return Reason.REFUSED


def judge(*sayings: str) -> Reason:
    """NO_MAILBOX or REFUSED: by the first exact code, else by the words.

    A code such as 5.0.0 is not exact. A code of another kind (5.7.1, spam; 5.2.2, full) is, whatever the words.
    """
    for saying in sayings:
        for digits in phrases.ENHANCED_CODE.findall(saying):
            code = ".".join(digits)
            if phrases.NO_MAILBOX_CODE.match(code):
                return Reason.NO_MAILBOX
            if not code.endswith(".0.0"):
                return Reason.REFUSED
    return Reason.NO_MAILBOX if phrases.NO_MAILBOX_WORDS.search(" ".join(sayings)) else Reason.REFUSED


def reason_in_text(mail: IncomingMail) -> Reason:
    """The same for a bounce that is only text. What it quotes of our own message comes last and is not asked."""
    return judge(mail.text[:4_000])
