"""`manage.py serve`: what it starts, how it ends, and what it says."""

import io
import os
import signal
import socket
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from honcho.printer import Message

from cms.core import processes
from cms.core.management.commands import serve
from cms.core.processes import SitePrinter, SiteProcess, port_is_free, run_until_stopped, site_processes

FOREVER = [sys.executable, "-c", "import time; time.sleep(60)"]


def named(environment: dict[str, str]) -> dict[str, SiteProcess]:
    return {one.name: one for one in site_processes(host="127.0.0.1", port=8123, environment=environment)}


class TestWhatIsStarted:
    def test_alone_on_a_machine_it_brings_its_own_valkey(self) -> None:
        found = named({})
        assert list(found) == ["valkey", "web", "worker", "beat"]
        port = found["valkey"].arguments[found["valkey"].arguments.index("--port") + 1]
        for name in ("web", "worker", "beat"):
            assert found[name].environment["REDIS_URL"] == f"redis://127.0.0.1:{port}/0"

    @pytest.mark.parametrize("name", ["REDIS_URL", "CELERY_BROKER_URL"])
    def test_a_given_broker_is_used(self, name: str) -> None:
        found = named({name: "redis://cache.internal:6379/0"})
        assert "valkey" not in found
        assert "REDIS_URL" not in found["web"].environment

    def test_links_point_to_the_chosen_port_unless_an_address_is_set(self) -> None:
        assert named({})["worker"].environment["PUBLIC_URL"] == "http://localhost:8123"
        assert named({"PUBLIC_URL": "https://x.org"})["worker"].environment["PUBLIC_URL"] == "https://x.org"

    def test_the_web_server_listens_where_it_was_told(self) -> None:
        arguments = named({})["web"].arguments
        assert arguments[arguments.index("--host") + 1] == "127.0.0.1"
        assert arguments[arguments.index("--port") + 1] == "8123"


class TestPort:
    def test_a_used_port_is_refused_with_a_way_out(self) -> None:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]
            assert not port_is_free("127.0.0.1", port)
            with pytest.raises(CommandError, match=rf"Port {port} is already in use.*make run PORT={port + 1}"):
                call_command("serve", port=port)

    def test_a_free_port_is_free(self) -> None:
        assert port_is_free("127.0.0.1", processes.free_port())


def run(*programs: SiteProcess) -> tuple[int, SitePrinter, str]:
    output = io.StringIO()
    printer = SitePrinter("IT IS READY", output)
    return run_until_stopped(list(programs), printer), printer, output.getvalue()


class TestEnd:
    @pytest.fixture(autouse=True)
    def keep_signals(self) -> Any:
        old = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
        yield
        for number, handler in old.items():
            signal.signal(number, handler)

    def test_one_that_dies_takes_the_others_along_and_is_named(self) -> None:
        started = time.monotonic()
        dying = SiteProcess("worker", [sys.executable, "-c", "print('no broker'); raise SystemExit(3)"])
        code, printer, output = run(SiteProcess("web", FOREVER), dying)
        assert code == 3
        assert printer.stopped_by_itself == "worker (exit code 3)"
        assert "no broker" in output
        assert time.monotonic() - started < 30

    def test_the_command_says_which_one_died(self, monkeypatch: pytest.MonkeyPatch) -> None:
        dying = SiteProcess("beat", [sys.executable, "-c", "raise SystemExit(1)"])
        monkeypatch.setattr(serve, "site_processes", lambda **given: [dying])
        with pytest.raises(CommandError, match=r"beat \(exit code 1\) stopped by itself"):
            call_command("serve", port=processes.free_port(), no_prepare=True)

    def test_what_a_process_gets_on_top_reaches_it(self) -> None:
        show = SiteProcess(
            "web", [sys.executable, "-c", "import os; print(os.environ['COLOR'])"], {"COLOR": "aubergine"}
        )
        assert "aubergine" in run(show)[2]

    def test_a_closed_pipe_stops_everything(self) -> None:
        """As in `make run | head`: nothing may stay behind."""
        script = (
            "import sys; from cms.core.processes import *; "
            "talk = [sys.executable, '-uc', 'import time\\nwhile True: print(1); time.sleep(0.1)']; "
            "sys.exit(run_until_stopped([SiteProcess('web', talk)], SitePrinter('', sys.stdout)))"
        )
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
        with subprocess.Popen(
            [sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=settings.BASE_DIR, env=environment
        ) as supervisor:
            assert supervisor.stdout is not None
            supervisor.stdout.readline()
            supervisor.stdout.close()
            assert supervisor.wait(timeout=20) == 143


class TestPrinter:
    def said(self, name: str, data: Any, printer: SitePrinter) -> None:
        printer.write(Message(type="line", data=data, time=datetime(2026, 3, 3), name=name, colour=None))

    def test_the_greeting_waits_for_the_web_server(self) -> None:
        output = io.StringIO()
        printer = SitePrinter("IT IS READY", output)
        self.said("worker", b"Listening at the queue", printer)
        assert "READY" not in output.getvalue()
        self.said("web", b"[INFO] Listening at: http://127.0.0.1:8000", printer)
        assert "IT IS READY" in output.getvalue()

    def test_who_was_asked_to_stop_did_not_die(self) -> None:
        printer = SitePrinter("", io.StringIO())
        self.said("system", "SIGINT received\n", printer)
        self.said("system", "worker stopped (rc=-15)\n", printer)
        assert printer.stopped_by_itself == ""


def test_every_step_says_what_it_does_and_how_long_it_took(tmp_path: Path) -> None:
    output = io.StringIO()
    command = serve.Command(stdout=output)
    command.timed("Feeding the parrot", lambda: None)
    assert output.getvalue() == "==> Feeding the parrot\n    done in 0.0 s\n"


@pytest.mark.parametrize(("demo", "hint"), [(True, "Log in as admin"), (False, "createsuperuser")])
def test_the_login_hint_fits_the_site(settings: Any, demo: bool, hint: str) -> None:
    settings.DEMO_USERS = demo
    assert hint in serve.login_hint()
