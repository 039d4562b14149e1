"""A handful of ZIP areas and the finder page, for the tests beside this file."""

from collections.abc import Iterator
from typing import Any

import pytest

from cms.core.starter_kit import make_locales
from cms.directory.starter_kit import finder_page
from home.starter_kit import make_home
from tests.factories.places import some_zip_areas
from tests.factories.site import for_a_module


def build() -> None:
    some_zip_areas()
    for run in (make_locales, make_home, finder_page):
        run()


@pytest.fixture(scope="module")
def finder_site(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """ZIP areas, home page and finder page in both languages, built once per module."""
    with for_a_module(django_db_blocker, build):
        yield


@pytest.fixture
def finder(finder_site: None, db: None) -> None:
    """The finder at /en/help/ and /es/ayuda/, without any organization."""


@pytest.fixture
def zip_areas(db: None) -> None:
    """The table with the few records of the factory."""
    some_zip_areas()
