"""Wakes a worker for a new row. Rows are the truth: without a broker the next sweep finds them."""

import logging
import time
from uuid import UUID

from celery import current_app
from kombu.exceptions import OperationalError

from cms.outbox.tasks import deliver

logger = logging.getLogger(__name__)

# A request waits for a second at most, where a worker may wait for longer.
IMPATIENT = {"socket_timeout": 1, "socket_connect_timeout": 1}
# After one failure nobody waits for the broker for this long.
SILENCE_SECONDS = 30.0
_silent_until = 0.0


def wake_worker(pk: UUID | str) -> None:
    """Hand the row's id to a worker, if the broker answers. Never raises, and waits for it rarely."""
    global _silent_until  # noqa: PLW0603  (one circuit breaker per process)
    if time.monotonic() < _silent_until:
        return
    try:
        with current_app.connection_for_write(transport_options=IMPATIENT) as broker:
            deliver.apply_async((str(pk),), connection=broker)  # type: ignore[call-arg]  # missing in its types
    except (OperationalError, OSError) as error:
        _silent_until = time.monotonic() + SILENCE_SECONDS
        logger.warning("outbox: no broker (%s); the sweep will send what waits", type(error).__name__)
