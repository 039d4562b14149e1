"""Reads bounces and answers from a Maildir or an IMAP mailbox, once."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.outbox.inbound.handling import Result
from cms.outbox.inbound.imap import MailboxUnreachable, read_mailbox
from cms.outbox.inbound.maildir import NotAMaildir, read_maildir

NO_LIMIT = float("inf")


class Command(BaseCommand):
    help = "Take in bounces and answers: from a Maildir, or from the mailbox of INBOUND_IMAP_URL."

    def add_arguments(self, parser: ArgumentParser) -> None:
        source = parser.add_mutually_exclusive_group(required=True)
        source.add_argument("--maildir", metavar="DIR", type=Path, help="A folder with new/ and cur/ in it.")
        source.add_argument("--imap", action="store_true", help="The mailbox of INBOUND_IMAP_URL.")

    def handle(self, *args: Any, **options: Any) -> None:
        results = self._from_maildir(options["maildir"]) if options["maildir"] else self._from_imap()
        told = ", ".join(f"{count} {result}" for result, count in sorted(results.items()))
        self.stdout.write(f"{results.total()} read{f': {told}' if told else ''}.")

    def _from_maildir(self, folder: Path) -> Counter[Result]:
        try:
            return read_maildir(folder)
        except NotAMaildir:
            raise CommandError(f"{folder} is not a Maildir: it needs the folders new and cur.") from None
        except OSError as error:
            raise CommandError(f"{folder} could not be read: {error.strerror}.") from None

    def _from_imap(self) -> Counter[Result]:
        if settings.INBOUND_IMAP is None:
            raise CommandError("Set INBOUND_IMAP_URL, such as imaps://user:password@mail.example.org/INBOX.")
        try:
            return read_mailbox(settings.INBOUND_IMAP, budget_seconds=NO_LIMIT)
        except MailboxUnreachable as error:
            raise CommandError(f"The mailbox of INBOUND_IMAP_URL could not be read ({error}).") from None
