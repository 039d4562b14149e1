"""The cache is a help, not a condition: without its server the site is slower and nothing else."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client, override_settings

from cms.core import cache as cache_module
from cms.core.cache import ForgivingRedisCache

NOBODY_THERE = "redis://127.0.0.1:1/0"


@pytest.fixture(autouse=True)
def rested() -> Iterator[None]:
    ForgivingRedisCache.rests_until = 0.0
    yield
    ForgivingRedisCache.rests_until = 0.0


@pytest.fixture
def lonely() -> ForgivingRedisCache:
    """A cache whose server refuses."""
    return ForgivingRedisCache(NOBODY_THERE, {})


def test_every_read_is_a_miss_and_every_write_is_dropped(lonely: ForgivingRedisCache) -> None:
    assert lonely.get("a", "nothing") == "nothing"
    assert lonely.get_many(["a", "b"]) == {}
    assert lonely.has_key("a") is False
    assert lonely.add("a", 1, timeout=5) is False
    lonely.set("a", 1, 5)
    assert lonely.set_many({"a": 1}, timeout=5) == ["a"]
    assert lonely.touch("a", 5) is False
    assert lonely.delete("a") is False
    lonely.delete_many(["a"])
    lonely.clear()
    assert lonely.get("a") is None


def test_counting_says_that_there_is_nothing_to_count(lonely: ForgivingRedisCache) -> None:
    with pytest.raises(ValueError, match="away"):
        lonely.incr("a")


def test_what_is_not_there_is_made_anew(lonely: ForgivingRedisCache) -> None:
    assert lonely.get_or_set("a", lambda: "made", 5) == "made"


def test_a_server_that_failed_is_left_alone_for_a_while(
    lonely: ForgivingRedisCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    lonely.get("a")
    asked: list[Any] = []
    monkeypatch.setattr("django.core.cache.backends.redis.RedisCache.get", lambda *args: asked.append(args))
    lonely.get("a")
    assert asked == []

    ForgivingRedisCache.rests_until = time.monotonic() - 1
    lonely.get("a")
    assert len(asked) == 1


def test_it_is_said_once_in_the_log_without_the_address(
    lonely: ForgivingRedisCache, caplog: pytest.LogCaptureFixture
) -> None:
    lonely.get("a")
    lonely.get("b")
    assert [record.getMessage() for record in caplog.records if record.name == cache_module.__name__] == [
        "The cache does not answer (ConnectionError): doing without it."
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "status"), [("/en/", 200), ("/es/", 200), ("/en/nowhere/", 404)])
def test_pages_answer_without_it(client: Client, path: str, status: int) -> None:
    away = {"default": {"BACKEND": "cms.core.cache.ForgivingRedisCache", "LOCATION": NOBODY_THERE}}
    with override_settings(CACHES=away):
        assert isinstance(caches["default"], ForgivingRedisCache)
        assert client.get(path).status_code == status
