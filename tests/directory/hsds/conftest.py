"""The ZIP areas that files in these tests speak of."""

import pytest

from tests.factories.places import some_zip_areas


@pytest.fixture(autouse=True)
def _map(db: None) -> None:
    some_zip_areas()
