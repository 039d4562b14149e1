"""The site on a real port, with a phone line, in a world where it is a Tuesday morning in Washington."""

import importlib
from collections.abc import Iterator

import pytest
from django.urls import clear_url_caches
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

import cms.urls
from tests.conftest import Clock
from tests.officials.bridge.provider import Provider
from tests.officials.bridge.world import congress_with_phones

TOKEN = "a-token-for-tests"
NUMBER = "+18005550199"


@pytest.fixture
def phone_line(settings: Settings) -> Iterator[Settings]:
    """The settings of a site that has a line; its addresses are there until the test ends."""
    settings.PHONE_BRIDGE_TOKEN = TOKEN
    settings.PHONE_BRIDGE_NUMBER = NUMBER
    settings.PUBLIC_URL = "https://www.example.org"
    read_addresses_again()
    yield settings
    settings.PHONE_BRIDGE_TOKEN = ""
    read_addresses_again()


def read_addresses_again() -> None:
    """As a process does when it starts."""
    importlib.reload(cms.urls)
    clear_url_caches()


@pytest.fixture
def provider(committed_db: None, clock: Clock, phone_line: Settings, live_server: LiveServer) -> Provider:
    congress_with_phones()
    phone_line.PUBLIC_URL = live_server.url
    return Provider(live_server.url, token=TOKEN, number=NUMBER)
