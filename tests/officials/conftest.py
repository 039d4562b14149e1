"""Congress and the places it stands for, in small, and the starter site."""

import pytest

from tests.conftest import Clock
from tests.factories.officials import congress_of_tests, districts_of_tests
from tests.factories.site import site, starter_site

__all__ = ["site", "starter_site"]


@pytest.fixture
def districts(db: None, clock: Clock) -> None:
    districts_of_tests()


@pytest.fixture
def congress(db: None, clock: Clock) -> None:
    congress_of_tests()
