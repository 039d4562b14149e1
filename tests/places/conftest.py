"""A handful of ZIP areas, for the tests beside this file."""

import pytest

from tests.factories.places import some_zip_areas


@pytest.fixture
def zip_areas(db: None) -> None:
    """The table with the few records of the factory."""
    some_zip_areas()
