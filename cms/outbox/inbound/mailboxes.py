"""The mailboxes that this installation reads by itself."""

import logging
from collections import Counter
from pathlib import Path

from django.conf import settings

from cms.outbox.inbound.handling import Result
from cms.outbox.inbound.imap import MailboxUnreachable, read_mailbox
from cms.outbox.inbound.maildir import NotAMaildir, read_maildir

logger = logging.getLogger(__name__)


def read_configured_mailboxes() -> Counter[Result]:
    """Read INBOUND_IMAP_URL and INBOUND_MAILDIR, where they are set; a fault of one is logged and spares the other."""
    results: Counter[Result] = Counter()
    try:
        if settings.INBOUND_IMAP:
            results += read_mailbox(settings.INBOUND_IMAP)
    except MailboxUnreachable as error:
        logger.warning("inbound: the mailbox of INBOUND_IMAP_URL could not be read (%s)", error)
    try:
        if settings.INBOUND_MAILDIR:
            results += read_maildir(Path(settings.INBOUND_MAILDIR))
    except (NotAMaildir, OSError) as error:
        logger.warning("inbound: INBOUND_MAILDIR could not be read (%s)", type(error).__name__)
    return results
