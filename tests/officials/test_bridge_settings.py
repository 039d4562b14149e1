"""What the operator hears about a line that is half set up, and what pages show of it."""

from typing import Any

import pytest
from pytest_django import Settings

from cms.officials import bridge_settings, checks
from cms.officials.bridge_settings import bridge_is_on, bridge_number

NUMBER = "+12025550123"


@pytest.fixture
def line(settings: Settings) -> Settings:
    settings.PHONE_BRIDGE_TOKEN = "a-token"
    settings.PHONE_BRIDGE_NUMBER = NUMBER
    settings.PUBLIC_URL = "https://www.example.org"
    return settings


@pytest.fixture
def without_package(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (bridge_settings, checks):
        monkeypatch.setattr(module, "has_package", lambda: False)


def found() -> list[Any]:
    return checks.check_phone_bridge(None)


def test_a_whole_line_is_on(line: Settings) -> None:
    assert found() == []
    assert bridge_is_on()
    assert bridge_number() == NUMBER


def test_no_line_needs_nothing(settings: Settings) -> None:
    assert found() == []
    assert not bridge_is_on()
    assert bridge_number() == ""


def test_a_number_alone_is_not_shown(line: Settings) -> None:
    line.PHONE_BRIDGE_TOKEN = ""
    assert [message.id for message in found()] == ["officials.W001"]
    assert bridge_number() == ""


@pytest.mark.parametrize(
    "number",
    ["", "2025550123", "+1 202 555 0123", "+1202555012x", "+0123456789", "+12", "+" + "1" * 16, " +12025550123"],
)
def test_a_number_that_nobody_can_dial(line: Settings, number: str) -> None:
    line.PHONE_BRIDGE_NUMBER = number
    [message] = found()
    assert message.id == "officials.E003"
    assert "+12025550123" in message.msg
    assert bridge_number() == ""


@pytest.mark.usefixtures("without_package")
def test_the_package_is_missing(line: Settings) -> None:
    [message] = found()
    assert message.id == "officials.E002"
    assert "requirements/production.txt" in message.msg
    assert not bridge_is_on()


@pytest.mark.parametrize(("is_debug", "ids"), [(False, ["officials.E004"]), (True, [])])
def test_a_public_address_without_encryption(line: Settings, is_debug: bool, ids: list[str]) -> None:
    line.PUBLIC_URL = "http://www.example.org"
    line.DEBUG = is_debug
    assert [message.id for message in found()] == ids


def test_the_package_is_really_looked_for() -> None:
    assert bridge_settings.has_package()
