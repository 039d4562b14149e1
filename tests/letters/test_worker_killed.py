"""A worker that dies while it puts a letter off: commits are real here."""

from typing import Any

import pytest

from cms.letters import services
from cms.letters.models import Status
from cms.letters.services import departing
from cms.outbox import delivery as outbox
from cms.outbox.sweep import sweep_once
from tests.conftest import Clock
from tests.factories.letters import confirmed
from tests.letters.test_outage import MONDAY_NINE, SATURDAY, again, delivery_of, letters_at, row_of
from tests.letters.world.mail import WorkerDied

pytestmark = pytest.mark.core


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
    assert len(letters_at(mail_server)) == 1
