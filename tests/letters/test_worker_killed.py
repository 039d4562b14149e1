"""A worker that dies while it puts a letter off: commits are real here."""

from datetime import UTC, datetime
from typing import Any

import pytest

from cms.letters import services
from cms.letters.models import Delivery, Letter, Status
from cms.letters.services import departing
from cms.outbox import delivery as outbox
from cms.outbox.models import OutgoingEmail
from cms.outbox.sweep import sweep_once
from tests.conftest import Clock
from tests.factories.letters import confirmed
from tests.letters.world.mail import WorkerDied

pytestmark = pytest.mark.core
# In Chicago: Saturday March 7, 10:00; Monday March 9, 9:00 (the clocks have gone forward).
SATURDAY = datetime(2026, 3, 7, 16, tzinfo=UTC)
MONDAY_NINE = datetime(2026, 3, 9, 14, tzinfo=UTC)


def delivery_of(letter: Letter) -> Delivery:
    return Delivery.objects.select_related("email", "newspaper").get(confirmation__letter=letter)


def row_of(letter: Letter) -> OutgoingEmail:
    email = delivery_of(letter).email
    assert email is not None
    return email


def again(letter: Letter) -> Letter:
    return Letter.objects.select_related("newspaper").get(pk=letter.pk)


@pytest.mark.parametrize("seam", ["put_off_email", "_book"])
def test_a_worker_killed_while_it_writes_the_new_time_has_written_nothing(
    committed_db: None, mail_server: Any, clock: Clock, monkeypatch: pytest.MonkeyPatch, seam: str
) -> None:
    """Commits are real here. It never left, but nobody can tell from a claim without an end: the desk decides."""
    letter = confirmed()
    before = delivery_of(letter).slot_at
    clock.move_to(SATURDAY)
    claimed = outbox._claim(row_of(letter).pk)
    assert claimed is not None
    work = getattr(departing, seam)

    def die(*args: Any, **values: Any) -> None:
        work(*args, **values)
        raise WorkerDied

    monkeypatch.setattr(departing, seam, die)
    with pytest.raises(WorkerDied):
        services.begin_sending(email=claimed)
    monkeypatch.setattr(departing, seam, work)
    row = row_of(letter)
    assert (again(letter).status, row.status, row.attempts) == (Status.QUEUED, "sending", 1)
    assert delivery_of(letter).slot_at == before
    clock.forward(hours=1)
    sweep_once()
    services.send_letter_again(letter_id=letter.pk)
    sweep_once()
    assert row_of(letter).not_before == MONDAY_NINE
    clock.move_to(MONDAY_NINE)
    sweep_once()
    assert again(letter).status == Status.ACCEPTED
    assert len([got for got in mail_server.received if got.sender.startswith("letters+")]) == 1
