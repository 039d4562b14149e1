"""/healthz and /readyz, with what other apps add to it."""

import socket
import time
from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from cms.core import clock as core_clock
from cms.core import health
from cms.outbox.models import Status
from tests.conftest import celery_sends_to
from tests.factories.outbox import outgoing_email
from tests.servers.ports import free_port


@pytest.fixture
def checks(monkeypatch):
    """The registry, restored afterwards."""
    known = dict(health._checks)
    monkeypatch.setattr(health, "_checks", known)
    return known


def test_healthz_asks_nobody(client):
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_readyz_is_well_when_everything_is(client, broker):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "database": True,
        "broker": True,
        "outbox": True,
        "keys": True,
        "endings": True,
        "erasing": True,
    }


@pytest.mark.django_db
def test_readyz_names_the_broker_that_does_not_answer(client):
    with celery_sends_to(f"redis://127.0.0.1:{free_port()}/0"):
        response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {
        "database": True,
        "broker": False,
        "outbox": True,
        "keys": True,
        "endings": True,
        "erasing": True,
    }


def test_a_broker_that_never_answers_is_no_broker():
    start = time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as deaf, celery_sends_to(f"redis://127.0.0.1:{deaf.getsockname()[1]}"):
        assert health.broker_answers() is False
    assert time.monotonic() - start < 8


@pytest.mark.django_db
def test_readyz_survives_a_database_that_does_not_answer(client, checks, monkeypatch):
    def broken() -> None:
        raise OperationalError

    checks["broker"] = lambda: True
    monkeypatch.setattr(connection, "cursor", broken)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["database"] is False
    assert response.json()["outbox"] is False


def test_a_registered_check_is_asked_and_its_fault_is_an_answer(checks):
    def raises() -> bool:
        raise RuntimeError("canary")

    for name in list(checks):
        del checks[name]
    health.register_check("good", lambda: True)
    health.register_check("bad", raises)
    assert health.results() == {"good": True, "bad": False}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("waited", "status", "well"),
    [
        (timedelta(minutes=14), Status.QUEUED, True),
        (timedelta(minutes=16), Status.QUEUED, False),
        (timedelta(minutes=16), Status.DEFERRED, False),
        (timedelta(days=3), Status.FAILED, True),
        (timedelta(days=-3), Status.QUEUED, True),
    ],
)
def test_mail_that_nobody_takes_makes_the_site_unready(client, checks, clock, waited, status, well):
    checks["broker"] = lambda: True
    outgoing_email(status=status, not_before=core_clock.now() - waited)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["outbox"]) == (200 if well else 503, well)


@pytest.mark.django_db
def test_what_is_not_vital_is_named_and_takes_no_site_away(client, checks, monkeypatch):
    monkeypatch.setattr(health, "_not_vital", {"clock"})
    checks.clear()
    checks["database"] = health.database_answers
    checks["clock"] = lambda: False
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"database": True, "clock": False}
