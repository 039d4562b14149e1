"""Nothing about a caller stays: no number, no id of the call, no ZIP code once it is over."""

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from cms.core.clock import now
from cms.officials.care import care_for_officials, forget_bridge_calls
from cms.officials.models import BridgeCall, CallReport
from cms.officials.tasks import care
from tests.conftest import Clock
from tests.officials.bridge.provider import GONE, SILENCE, STAR, Dialogue, Provider
from tests.officials.bridge.test_dialogues import ENGLISH, MEMBERS_ONE_BY_ONE, SPANISH, STAY

pytestmark = pytest.mark.core
CALLER = "+19565550177"


@pytest.fixture
def dialogues(provider: Provider, caplog: pytest.LogCaptureFixture) -> list[Dialogue]:
    """One call to the end, one that broke off, and one that was refused at the door; everything is logged."""
    caplog.set_level(logging.DEBUG)
    whole = provider.call(ENGLISH, "78501", *MEMBERS_ONE_BY_ONE, STAY, "busy", STAR, caller=CALLER)
    broken = provider.call(SPANISH, "78589", "1", STAY, GONE, caller=CALLER)
    provider.post("/phone/", {"CallSid": broken.sid, "From": CALLER}, signature="forged")
    provider.post("/phone/", {"From": CALLER})
    return [whole, broken]


def secrets_of(dialogues: list[Dialogue]) -> list[str]:
    return [CALLER[1:], *(dialogue.sid for dialogue in dialogues)]


def test_the_database_knows_neither_number_nor_call(dialogues: list[Dialogue]) -> None:
    for secret in secrets_of(dialogues):
        assert secret not in everything_stored()
    assert "house-TX-15" in everything_stored()


def everything_stored() -> str:
    """All of SQLite's files, or every row of every table of another database."""
    if connection.vendor != "sqlite":
        return _every_row()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(FULL)")
    path = Path(str(connection.settings_dict["NAME"]))
    return "".join(file.read_bytes().decode("latin-1") for file in path.parent.glob(f"{path.name}*"))


def _every_row() -> str:
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += cursor.fetchall()
    return repr(rows)


def test_the_log_knows_neither(dialogues: list[Dialogue], caplog: pytest.LogCaptureFixture) -> None:
    logged = repr([vars(record) for record in caplog.get_records("setup")])
    assert "/phone/" in logged
    for secret in (*secrets_of(dialogues), "5550177", "78501", "78589"):
        assert secret not in logged


def test_an_error_is_logged_without_what_was_sent(
    provider: Provider, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise ValueError("out of order")

    monkeypatch.setattr("cms.officials.bridge.zip_code.congress_for", broken)
    form = {"CallSid": "CA1", "From": CALLER}
    provider.post("/phone/", form)
    provider.post("/phone/language/1/", {**form, "Digits": "1"})
    assert provider.post("/phone/zip/2/", {**form, "Digits": "78501"})[0] == 500
    assert "out of order" in caplog.text
    for secret in ("5550177", "CA1", "78501"):
        assert secret not in caplog.text
    monkeypatch.undo()
    assert "Rosa Ejemplo" in provider.post("/phone/zip/2/", {**form, "Digits": "78501"})[1]


def test_addresses_hold_a_step_and_a_turn(dialogues: list[Dialogue]) -> None:
    for dialogue in dialogues:
        for turn, address in enumerate(dialogue.addresses[1:], start=1):
            assert address.strip("/").split("/")[::2] == ["phone", str(turn)]


def test_a_call_that_is_over_is_forgotten_at_once(dialogues: list[Dialogue]) -> None:
    [over] = BridgeCall.objects.all()  # nothing is left of the one that broke off
    assert (over.zip, over.office_ids, over.position) == ("", [], 0)
    assert "7, 8, 5" not in over.answer


def test_the_provider_may_say_when_a_caller_hangs_up(provider: Provider) -> None:
    dialogue = provider.call(SPANISH, "78589", GONE)
    assert BridgeCall.objects.get().zip == "78589"
    form = {"CallSid": dialogue.sid, "From": CALLER, "CallStatus": "completed"}
    assert "<Response />" in provider.post("/phone/", form)[1]
    assert not BridgeCall.objects.exists()
    assert "<Response />" in provider.post("/phone/", form)[1]
    assert not BridgeCall.objects.exists()


def test_reports_of_one_call_cannot_be_put_together(dialogues: list[Dialogue]) -> None:
    keys = list(CallReport.objects.values_list("submission_key", flat=True))
    calls = list(BridgeCall.objects.values_list("key", flat=True))
    assert len(keys) == 2
    assert len({key[:12] for key in [*keys, *calls]}) == len(keys) + len(calls)


def test_what_is_written_about_a_call_names_nobody(dialogues: list[Dialogue]) -> None:
    assert {str(call) for call in BridgeCall.objects.all()} == {"call on the phone line"}


class TestCare:
    def test_calls_are_deleted_after_a_day(self, provider: Provider, clock: Clock) -> None:
        provider.call(ENGLISH, SILENCE, SILENCE, SILENCE)
        clock.forward(hours=23, minutes=59)
        provider.call(ENGLISH, SILENCE, GONE)
        assert forget_bridge_calls() == 0
        clock.forward(minutes=1)
        assert care_for_officials() == 1
        assert BridgeCall.objects.get().started_at > now() - timedelta(hours=1)

    def test_by_the_clock(self, provider: Provider, clock: Clock) -> None:
        provider.call(ENGLISH, GONE)
        clock.move_to(datetime(2026, 3, 5, tzinfo=UTC))
        care()
        assert not BridgeCall.objects.exists()
        schedule = settings.CELERY_BEAT_SCHEDULE["officials-care"]
        assert schedule["task"] == care.name
