"""What /readyz asks. Apps above core add their own questions here."""

import logging
from collections.abc import Callable

from celery import current_app
from django.db import connection
from django.db.utils import DatabaseError
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)
# Whoever asks /readyz does not wait for a broker that takes a connection and never answers.
IMPATIENT = {"socket_timeout": 2, "socket_connect_timeout": 2}
Check = Callable[[], bool]


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def broker_answers() -> bool:
    try:
        with current_app.connection_for_write(transport_options=IMPATIENT) as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
    except (OperationalError, OSError):
        return False
    return True


_checks: dict[str, Check] = {"database": database_answers, "broker": broker_answers}


def register_check(name: str, check: Check) -> None:
    """Let /readyz ask `check` too: it returns whether all is well; what it raises counts as no."""
    _checks[name] = check


def results() -> dict[str, bool]:
    """The answer to every question, by name."""
    return {name: _ask(name, check) for name, check in _checks.items()}


def _ask(name: str, check: Check) -> bool:
    try:
        return check()
    except Exception as error:  # a question that fails is an answer
        logger.warning("readyz: %s failed with %s", name, type(error).__name__)
        return False
