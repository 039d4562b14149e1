"""The real list, where there is one."""

import pytest

from cms.letters.models import Newspaper
from tests.factories.open_data import run


@pytest.mark.open_data
def test_all_of_3dlnews_twice_and_nothing_is_offered() -> None:
    run("import_zip_areas")
    run("import_newspapers")
    assert Newspaper.objects.count() == 6_885
    assert not Newspaper.objects.offered().exists()
    assert "0 added, 0 changed, 0 ended" in run("import_newspapers")[0]
