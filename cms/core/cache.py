"""Redis as the cache, and a site that answers without it."""

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

# So long nobody asks a server that failed: with one that hangs, every page would wait for it again and again.
REST_SECONDS = 5
logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")


class ForgivingRedisCache(RedisCache):
    """While the server is away every read is a miss and every write is dropped, instead of an error on each page."""

    rests_until = 0.0

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._try(partial(super().get, key, default, version), default)

    def get_many(self, keys: Any, version: int | None = None) -> dict[Any, Any]:
        return self._try(partial(super().get_many, keys, version), {})

    def has_key(self, key: Any, version: int | None = None) -> bool:
        return self._try(partial(super().has_key, key, version), False)

    def add(self, key: Any, value: Any, *args: Any, **options: Any) -> bool:
        return self._try(partial(super().add, key, value, *args, **options), False)

    def set(self, key: Any, value: Any, *args: Any, **options: Any) -> None:
        self._try(partial(super().set, key, value, *args, **options), None)

    def set_many(self, data: Any, *args: Any, **options: Any) -> list[Any]:
        return self._try(partial(super().set_many, data, *args, **options), list(data))

    def touch(self, key: Any, *args: Any, **options: Any) -> bool:
        return self._try(partial(super().touch, key, *args, **options), False)

    def delete(self, key: Any, version: int | None = None) -> bool:
        return self._try(partial(super().delete, key, version), False)

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        self._try(partial(super().delete_many, keys, version), None)

    def clear(self) -> None:
        self._try(super().clear, None)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Raises: ValueError, as for a key that is not there."""
        count = self._try(partial(super().incr, key, delta, version), None)
        if count is None:
            raise ValueError("The cache is away.")
        return int(count)

    def _try(self, ask: Callable[[], Answer], otherwise: Answer) -> Answer:
        cls = type(self)  # the rest is the whole process's: Django makes one object per thread
        if time.monotonic() < cls.rests_until:
            return otherwise
        try:
            return ask()
        except RedisError as error:
            cls.rests_until = time.monotonic() + REST_SECONDS
            logger.warning("The cache does not answer (%s): doing without it.", type(error).__name__)
            return otherwise
