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
# What needs a person, and is no reason to take the site away from its readers.
_not_vital: set[str] = set()


def register_check(name: str, check: Check, *, is_vital: bool = True) -> None:
    """Let /readyz ask `check` too: it returns whether all is well; what it raises counts as no.

    Args:
        is_vital: whether a no means that this process should serve nobody.
    """
    _checks[name] = check
    if not is_vital:
        _not_vital.add(name)


def results() -> dict[str, bool]:
    """The answer to every question, by name."""
    return {name: _ask(name, check) for name, check in _checks.items()}


def is_ready(results: dict[str, bool]) -> bool:
    """Whether everything vital is well."""
    return all(well for name, well in results.items() if name not in _not_vital)


def _ask(name: str, check: Check) -> bool:
    try:
        return check()
    except Exception as error:  # a question that fails is an answer
        logger.warning("readyz: %s failed with %s", name, type(error).__name__)
        return False
