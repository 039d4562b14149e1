"""A small map."""

import pytest

from tests.factories.letters import zip_area


@pytest.fixture(autouse=True)
def small_map(db: None) -> None:
    """The Rio Grande Valley, and a county that two states have."""
    zip_area()
    zip_area("78504", latitude=26.2554, longitude=-98.2359)
    zip_area("78550", city="Harlingen", county="Cameron County", latitude=26.19, longitude=-97.7)
    zip_area(
        "79901", city="El Paso", county="El Paso County", time_zone="America/Denver", latitude=31.76, longitude=-106.48
    )
    zip_area("88045", city="Lordsburg", state="NM", county="Hidalgo County", latitude=32.35, longitude=-108.7)
    zip_area("88001", city="Las Cruces", state="NM", county="Dona Ana County", latitude=32.3, longitude=-106.8)
