"""Which tests stay together when several processes share the suite."""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

# They share one site with its processes, and one Chromium.
TOGETHER = "tests/browser/"


class ByModule(LoadScopeScheduling):
    """A module's tests stay together, so that what it builds is built once; all browser tests do."""

    def _split_scope(self, nodeid: str) -> str:
        return TOGETHER if nodeid.startswith(TOGETHER) else nodeid.split("::", maxsplit=1)[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    return ByModule(config, log)
