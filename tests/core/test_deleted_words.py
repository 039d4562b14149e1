"""A worker starts on every database: SQLite's own models are not asked for elsewhere."""

import importlib

import pytest
from wagtail.search import models

from cms.core import deleted_words


def test_the_tasks_can_be_loaded_where_there_is_no_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(models, "SQLiteFTSIndexEntry", raising=False)
    importlib.reload(deleted_words)
