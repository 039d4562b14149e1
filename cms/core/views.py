"""Small views that belong to no page."""

from celery import current_app
from django.db import connection
from django.db.utils import DatabaseError
from django.http import HttpRequest, JsonResponse
from kombu.exceptions import OperationalError


def healthz(request: HttpRequest) -> JsonResponse:
    """200 while this process can answer at all."""
    return JsonResponse({"status": "ok"})


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _broker_answers() -> bool:
    try:
        with current_app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
    except (OperationalError, OSError):
        return False
    return True


def readyz(request: HttpRequest) -> JsonResponse:
    """200 when the database and the broker answer, else 503; the body says which one does not."""
    checks = {"database": _database_answers(), "broker": _broker_answers()}
    return JsonResponse(checks, status=200 if all(checks.values()) else 503)
