"""A canary's letter goes the whole way and is erased; then database, broker and logs are searched for it."""

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection

from cms.core.clock import now
from cms.letters import services
from cms.letters.care import care_for_letters
from cms.letters.models import Delivery, Letter, Status
from cms.outbox.kinds import Reply
from cms.outbox.models import OutgoingEmail
from cms.outbox.models import Status as MailStatus
from cms.outbox.retention import erase_old_recipients
from tests.factories.letters import confirmed, paper
from tests.factories.site import build_site
from tests.servers.smtp import RealSmtpServer
from tests.servers.valkey import RealValkey
from tests.servers.waiting import wait_until
from tests.servers.worker import RealWorker

pytestmark = pytest.mark.faults
CANARY = {
    "full_name": "Zyxwina Kanariova",
    "street": "4711 Goldfinch Alley",
    "town": "Featherville",
    "zip": "78501",
    "phone": "+19565550177",
    "email": "zyxwina.k@canary.example",
    "headline": "A plum-colored suitcase",
    "text": "I carried a quincunx of marigolds to the courthouse steps, and the guard wept.",
}
TRACES = [
    "zyxwina", "kanariova", "goldfinch", "featherville", "9565550177", "555-0177", "canary.example",
    "plum-colored", "quincunx", "marigolds", "feathered reply",
]  # fmt: skip
REPLY = Reply(
    sender_name="Ed Itor", sender="ed@canary.example", subject="Re: A plum-colored suitcase", text="A feathered reply."
)


def traces_in(text: str) -> list[str]:
    return [trace for trace in TRACES if trace in text.lower()]


def database_files() -> bytes:
    """All that SQLite keeps on the disk, the pages of deleted rows among it."""
    path = Path(str(connection.settings_dict["NAME"]))
    return b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))


def our_log(caplog: pytest.LogCaptureFixture) -> str:
    """All that this process logged, but for the paper's mail server, which lives in it too."""
    return "\n".join(f"{one.name} {one.getMessage()}" for one in caplog.records if not one.name.startswith("mail."))


def dumped() -> str:
    """Every value of every table."""
    rows: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += [repr(row) for row in cursor.fetchall()]
    return "\n".join(rows)


def ciphertexts() -> list[str]:
    """The encrypted words and addresses of the letter, its e-mails and the editor's answer, as they are stored."""
    found: list[Any] = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT headline, text, full_name, street, town, zip, phone, email FROM letters_letter")
        found += [value for row in cursor.fetchall() for value in row]
        cursor.execute('SELECT "to" FROM outbox_outgoingemail')
        found += [value for row in cursor.fetchall() for value in row]
    return [value for value in found if value]


def test_an_erased_letter_leaves_no_trace(
    journaling_broker: RealValkey,
    smtp_server: RealSmtpServer,
    start_worker: Callable[..., RealWorker],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    build_site()
    worker = start_worker()
    letter = confirmed(paper(any_hour=True), **CANARY)
    wait_until(lambda: Letter.objects.get().status == Status.ACCEPTED, what="the letter to be accepted")
    assert services.forward_reply(delivery_id=Delivery.objects.get().pk, reply=REPLY)
    all_sent = OutgoingEmail.objects.exclude(status__in=[MailStatus.SENT, MailStatus.CANCELLED])
    wait_until(lambda: not all_sent.exists(), what="every e-mail to leave")
    wait_until(lambda: not OutgoingEmail.objects.untold().exists(), what="every owner to be told")
    arrived = "".join(got.text + str(got.message) for got in smtp_server.received)
    assert {"zyxwina", "quincunx", "feathered reply"} <= set(traces_in(arrived))
    assert traces_in(dumped()) == []
    encrypted = ciphertexts()
    assert len(encrypted) > len(CANARY)

    with time_machine.travel(now() + timedelta(days=29)):
        assert care_for_letters() == 1
        erase_old_recipients()
    letter.refresh_from_db()
    assert letter.erased_at
    assert ciphertexts() == []
    everything = dumped()
    assert traces_in(everything) == []
    assert [one for one in encrypted if one in everything] == []
    if connection.vendor == "sqlite":
        assert traces_in(database_files().decode("latin-1")) == []
    assert traces_in(journaling_broker.everything_written().decode("latin-1")) == []
    assert traces_in(worker.log) == []
    assert traces_in(our_log(caplog)) == []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        kept = database_files().decode("latin-1")
        assert [one for one in encrypted if one in kept] == []
