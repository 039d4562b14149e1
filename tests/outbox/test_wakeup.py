"""Waking a worker must never break or slow a request."""

import logging
import socket
import time
from uuid import uuid4

import pytest

from cms.outbox import wakeup
from cms.outbox.wakeup import SILENCE_SECONDS, wake_worker
from tests.conftest import celery_sends_to
from tests.servers.ports import free_port


@pytest.fixture(autouse=True)
def fresh_breaker(monkeypatch):
    monkeypatch.setattr(wakeup, "_silent_until", 0.0)


def test_a_broker_that_is_down_costs_little_once_and_then_nothing(caplog):
    with celery_sends_to(f"redis://127.0.0.1:{free_port()}/0"), caplog.at_level(logging.WARNING, logger="cms"):
        start = time.monotonic()
        wake_worker(uuid4())
        first = time.monotonic() - start
        for _ in range(100):
            wake_worker(uuid4())
        rest = time.monotonic() - start - first

    assert first < 2
    assert rest < 0.1
    assert [record.getMessage() for record in caplog.records if "no broker" in record.getMessage()] == [
        "outbox: no broker (OperationalError); the sweep will send what waits"
    ]


def test_a_broker_that_accepts_and_never_answers_does_not_hang_the_request():
    with (
        socket.create_server(("127.0.0.1", 0)) as deaf,
        celery_sends_to(f"redis://127.0.0.1:{deaf.getsockname()[1]}/0"),
    ):
        start = time.monotonic()
        wake_worker(uuid4())
        wake_worker(uuid4())
        assert time.monotonic() - start < 3


def test_after_a_while_the_broker_is_asked_again(monkeypatch, broker):
    monkeypatch.setattr(wakeup, "_silent_until", time.monotonic() + SILENCE_SECONDS)
    wake_worker(uuid4())
    assert broker.queue_length() == 0
    monkeypatch.setattr(wakeup, "_silent_until", time.monotonic())
    wake_worker(uuid4())
    assert broker.queue_length() == 1
