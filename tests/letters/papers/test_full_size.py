"""The real list, where there is one."""

import time

import pytest
from django.conf import settings

from cms.letters.models import Newspaper
from tests.factories.open_data import run


@pytest.mark.open_data
@pytest.mark.skipif(not settings.OPEN_DATA_DIR, reason="OPEN_DATA_DIR is not set: no full-size data to import")
def test_all_of_3dlnews_twice_and_nothing_is_offered() -> None:
    run("import_zip_areas")
    started = time.monotonic()
    run("import_newspapers")
    assert time.monotonic() - started < 60
    assert Newspaper.objects.count() == 6_885
    assert not Newspaper.objects.offered().exists()
    assert "0 added, 0 changed, 0 ended" in run("import_newspapers")[0]
