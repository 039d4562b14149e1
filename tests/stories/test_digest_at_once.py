"""Two workers whose hour has come at the same moment: each moderator gets one e-mail."""

import threading

import pytest
from django.db import connection

from cms.outbox.models import OutgoingEmail
from cms.users.roles import MODERATORS
from stories.tasks import remind
from tests.conftest import Clock
from tests.factories.site import person
from tests.factories.stories import both_languages, submission

pytestmark = pytest.mark.core


def test_two_workers_at_once_send_one(committed_db: None, clock: Clock) -> None:
    both_languages()
    person(MODERATORS)
    submission()
    gate, failures = threading.Barrier(2), []

    def work() -> None:
        gate.wait()
        try:
            remind()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failures == []
    assert OutgoingEmail.objects.filter(kind="stories.digest").count() == 1
