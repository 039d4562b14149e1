"""What every test may use: real servers on loopback, a clock that moves, and a quiet outbox."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import kombu.pools
import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from pytest_django.plugin import blocking_manager_key

import celery_app
from cms.outbox import services, wakeup
from cms.settings.email_url import parse_email_url
from tests.servers.postgres import RealPostgres
from tests.servers.smtp import RealSmtpServer
from tests.servers.valkey import RealValkey
from tests.servers.worker import RealWorker


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of full-size data say that they were left out where there is none."""
    left_out = pytest.mark.skip(reason="OPEN_DATA_DIR is not set: no full-size data to import")
    if not django_settings.OPEN_DATA_DIR:
        for item in items:
            if item.get_closest_marker("open_data"):
                item.add_marker(left_out)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, not in memory: a live server's threads and a worker's process must see it too."""
    database: dict[str, Any] = django_settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(autouse=True)
def clean_process() -> None:
    """No throttle counts and no language left over from the test before."""
    cache.clear()
    translation.activate(django_settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def woken(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The ids for which the outbox would have woken a worker. Tests that ask for `broker` wake a real one."""
    ids: list[Any] = []
    if "broker" not in request.fixturenames:
        monkeypatch.setattr(services, "wake_worker", ids.append)
    return ids


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, traveller: time_machine.Traveller) -> None:
        self._traveller = traveller

    def move_to(self, moment: datetime) -> None:
        self._traveller.move_to(moment, tick=False)

    def forward(self, **duration: float) -> None:
        """For example `clock.forward(hours=2)`; negative numbers go back."""
        self._traveller.shift(timedelta(**duration))


@pytest.fixture
def clock() -> Iterator[Clock]:
    """Time stands still on Tuesday, March 3, 2026, 15:00 UTC, until the test moves it."""
    with time_machine.travel(datetime(2026, 3, 3, 15, tzinfo=UTC), tick=False) as traveller:
        yield Clock(traveller)


@pytest.fixture
def valkey(request: pytest.FixtureRequest) -> Iterator[RealValkey]:
    """A real Valkey, empty. Tests that ask for `journaling_broker` get one that remembers every write."""
    with RealValkey(journal="journaling_broker" in request.fixturenames) as server:
        yield server


@pytest.fixture
def smtp_server() -> Iterator[RealSmtpServer]:
    """A real SMTP server that takes everything unless told otherwise; `mail_server` makes it the site's own."""
    with RealSmtpServer() as server:
        yield server


@pytest.fixture
def mail_server(smtp_server: RealSmtpServer, settings: Any) -> RealSmtpServer:
    """The SMTP server to which this process sends, as with EMAIL_URL; a step may take two seconds."""
    send_mail_to(smtp_server, settings)
    return smtp_server


def send_mail_to(server: RealSmtpServer, settings: Any) -> None:
    """What EMAIL_URL would do, for this process."""
    settings.EMAIL_URL = server.url
    settings.EMAIL_TIMEOUT = 2
    for name, value in parse_email_url(server.url).items():
        setattr(settings, name, value)


@pytest.fixture
def committed_db(django_db_serialized_rollback: None, transactional_db: None) -> None:
    """A database whose commits are real, for other processes and threads; it begins as the migrations left it."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Real commits are undone by emptying every table: the next test gets back what the migrations wrote."""
    yield
    rows = getattr(connection, "_test_serialized_contents", "")
    if rows and nextitem and _has_real_commits(item) and not _has_real_commits(nextitem):
        with item.config.stash[blocking_manager_key].unblock():
            connection.creation.deserialize_db_from_string(rows)


def _has_real_commits(item: pytest.Item) -> bool:
    return "committed_db" in getattr(item, "fixturenames", ())


@contextmanager
def celery_sends_to(url: str) -> Iterator[None]:
    app: Any = celery_app.app
    old, app.conf.broker_url = app.conf.broker_url, url
    _forget_connections(app)
    yield
    _forget_connections(app)
    app.conf.broker_url = old


def _forget_connections(app: Any) -> None:
    kombu.pools.reset()
    app._pool = app.amqp._producer_pool = None


@pytest.fixture
def broker(valkey: RealValkey, monkeypatch: pytest.MonkeyPatch) -> Iterator[RealValkey]:
    """The Valkey to which tasks of this process really go; the outbox wakes real workers."""
    monkeypatch.setattr(wakeup, "_silent_until", 0.0)
    with celery_sends_to(valkey.url):
        yield valkey


@pytest.fixture
def journaling_broker(broker: RealValkey) -> RealValkey:
    """The broker whose files hold all that was ever written to it."""
    return broker


@pytest.fixture
def start_worker(
    broker: RealValkey, smtp_server: RealSmtpServer, committed_db: None, tmp_path: Path
) -> Iterator[Callable[..., RealWorker]]:
    """Starts real workers on broker, SMTP server and test database: `start_worker(OUTBOX_LEASE_SECONDS=2)`."""
    with ExitStack() as workers:

        def start(*, pool: str = "solo", **environment: object) -> RealWorker:
            worker = RealWorker(
                broker_url=broker.url,
                email_url=smtp_server.url,
                log_file=tmp_path / f"worker{len(list(tmp_path.iterdir()))}.log",
                pool=pool,
                environment={name: str(value) for name, value in environment.items()},
            )
            return workers.enter_context(worker).wait_until_ready()

        yield start


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[RealPostgres]:
    """A real PostgreSQL, started once."""
    with RealPostgres() as server:
        yield server
