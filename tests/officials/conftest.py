"""Congress and the places it stands for, in small."""

import pytest

from tests.conftest import Clock
from tests.factories.officials import congress_of_tests, districts_of_tests


@pytest.fixture
def districts(db: None, clock: Clock) -> None:
    districts_of_tests()


@pytest.fixture
def congress(db: None, clock: Clock) -> None:
    congress_of_tests()
