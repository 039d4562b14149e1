"""The reader of a Maildir is killed again and again; each bounce counts, and counts once."""

import os
import subprocess
import sys
import time
from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from cms.outbox.models import InboundSeen, OutgoingEmail, Status
from tests.outbox.inbound.messages import message, sent_email
from tests.servers.waiting import wait_until
from tests.servers.worker import ROOT, database_url

pytestmark = pytest.mark.faults
MESSAGES = 60


def read_mail(folder: Path) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test", "DATABASE_URL": database_url()}
    command = [sys.executable, "manage.py", "read_mail", "--maildir", str(folder)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def has_read(folder: Path, wanted: int) -> bool:
    return len(list((folder / "cur").iterdir())) >= wanted


def test_a_reader_killed_in_the_middle_loses_nothing_and_does_nothing_twice(committed_db: None, tmp_path: Path) -> None:
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    for number in range(MESSAGES):
        row = sent_email(kind="letters.accepted", to=f"person{number}@example.org", reference=f"reference{number:03}")
        raw = message("qmail", token="unknowntoken", message_id=row.message_id)
        (tmp_path / "new" / f"{number:03}.host").write_bytes(raw)

    kills: Counter[bool] = Counter()
    for more in (5, 10, 10):
        wanted = min(MESSAGES, len(list((tmp_path / "cur").iterdir())) + more)
        reader = read_mail(tmp_path)
        wait_until(partial(has_read, tmp_path, wanted), what="some to be read")
        reader.kill()
        kills[reader.wait() == -9] += 1
        time.sleep(0.05)
    assert kills[True] >= 1, "it was never killed in the middle"

    assert read_mail(tmp_path).wait() == 0
    assert list((tmp_path / "new").iterdir()) == []
    assert OutgoingEmail.objects.filter(status=Status.BOUNCED).count() == MESSAGES
    assert InboundSeen.objects.count() == MESSAGES
