"""When a paper's mailbox changes or has been checked: what waits for the paper goes there, and may."""

from cms.letters.models import Delivery, Newspaper
from cms.outbox.services import forgive_bounces, readdress_email


def follow_mailbox(newspaper_id: int) -> None:
    """Let letters that have their time already leave for the mailbox that the paper has now."""
    rows = Delivery.objects.filter(newspaper=newspaper_id, ended_at=None, email__isnull=False)
    for delivery in rows.select_related("confirmation__letter__newspaper", "email"):
        mailbox = delivery.letter.mailbox
        if delivery.email and mailbox and delivery.email.to != mailbox:
            readdress_email(pk=delivery.email.pk, to=mailbox)


def trust_mailboxes(paper: Newspaper) -> None:
    """Somebody says that these addresses are right: bounces of earlier letters stop nothing any more."""
    for mailbox in filter(None, (paper.letters_email, paper.op_ed_email)):
        forgive_bounces(to=mailbox)
    follow_mailbox(paper.pk)
