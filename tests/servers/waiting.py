"""Waiting for other processes."""

import time
from collections.abc import Callable


def wait_until(condition: Callable[[], bool], *, seconds: float = 40, what: str = "it") -> None:
    """Look every 50 ms until `condition()` is true.

    Raises:
        TimeoutError: when it stays false.
    """
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"Waited {seconds} s for {what}.")
        time.sleep(0.05)
