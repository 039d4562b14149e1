"""Congress and the places it stands for, in small, and the starter site."""

from pathlib import Path
from typing import Any

import pytest
import zipcodes

from tests.conftest import Clock
from tests.factories.officials import MORE_RECORDS, congress_of_tests, districts_of_tests
from tests.factories.open_data import write_open_data
from tests.factories.places import RECORDS
from tests.factories.site import site, starter_site

__all__ = ["site", "starter_site"]


@pytest.fixture
def districts(db: None, clock: Clock) -> None:
    districts_of_tests()


@pytest.fixture
def congress(db: None, clock: Clock) -> None:
    congress_of_tests()


@pytest.fixture
def open_data(db: None, clock: Clock, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """OPEN_DATA_DIR with a few rows of everything, and a `zipcodes` package as small."""
    write_open_data(tmp_path)
    settings.OPEN_DATA_DIR = str(tmp_path)
    monkeypatch.setattr(zipcodes, "list_all", lambda: [*RECORDS, *MORE_RECORDS])
    return tmp_path
