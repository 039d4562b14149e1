"""All imports in a row: stopped anywhere and run again, without a network, and one of them failing."""

import re
import subprocess
from collections.abc import Callable
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError
from django.db import connection

from tests.factories.import_commands import COMMANDS, FETCHING
from tests.factories.open_data import everything, run
from tests.servers.ports import free_port

# Wagtail's own index of references swallows what goes wrong in it.
WRITES = re.compile(r'(INSERT INTO|UPDATE|DELETE FROM) "(places|officials|letters)_')
Execute = Callable[..., Any]


class Killed(Exception):
    """The process is gone in the middle of an import."""


@pytest.fixture
def no_network(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder, and every address is asked of a proxy that is not there."""
    settings.OPEN_DATA_DIR = ""
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{free_port()}")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)


def killed_at(number: int) -> Callable[[Execute, str, Any, bool, Any], Any]:
    """The process dies before its write of that number, counted from 1."""
    writes = count(1)

    def execute(go_on: Execute, sql: str, values: Any, many: bool, context: Any) -> Any:
        if WRITES.match(sql) and next(writes) == number:
            raise Killed
        return go_on(sql, values, many, context)

    return execute


def killed_imports_of(command: str) -> int:
    """Kill it before its first write, before its second and so on; returns how many writes it has."""
    before = everything()
    for number in count(1):
        try:
            with connection.execute_wrapper(killed_at(number)):
                run(command, "--dry-run")
                return number - 1
        except Killed:
            assert everything() == before, f"{command} left something behind before write {number}"
    raise AssertionError("never reached")


@pytest.mark.core
@pytest.mark.usefixtures("open_data")
def test_an_import_stopped_anywhere_leaves_nothing_and_a_second_run_goes_on() -> None:
    for command in COMMANDS:
        assert killed_imports_of(command) >= 1
        assert ": 0 added" not in run(command)[0]
    complete = everything()
    assert ["0 added, 0 changed, 0 ended" in run(command)[0] for command in COMMANDS] == [True] * len(COMMANDS)
    assert everything() == complete


@pytest.mark.core
@pytest.mark.usefixtures("open_data")
@pytest.mark.parametrize("command", FETCHING)
def test_without_a_network_each_lookup_is_one_line_and_changes_nothing(
    command: str, request: pytest.FixtureRequest
) -> None:
    for earlier in COMMANDS:
        run(earlier)
    before = everything()
    request.getfixturevalue("no_network")
    with pytest.raises(CommandError) as caught:
        run(command)
    said = str(caught.value)
    assert said.startswith("Cannot fetch https://")
    assert said.endswith(" (ProxyError). Try --file, or set OPEN_DATA_DIR.")
    assert "\n" not in said
    assert everything() == before


def make_data(tmp_path: Path, failing: str) -> tuple[int, list[str]]:
    """Exit status of `make data`, and the commands it ran, with a manage.py that only notes its arguments."""
    manage = tmp_path / "manage"
    log = tmp_path / "log"
    manage.write_text(f'#!/bin/sh\necho "$1" >> {log}\nif [ "$1" = "{failing}" ]; then exit 1; fi\n')
    manage.chmod(0o755)
    command = ["make", "--silent", "--old-file", ".venv/installed-for-run", "data", f"MANAGE={manage}"]
    done = subprocess.run(command, cwd=django_settings.BASE_DIR, capture_output=True, check=False)
    return done.returncode, log.read_text().split()


@pytest.mark.parametrize("failing", ["", *FETCHING])
def test_make_data_goes_on_past_a_source_that_fails_and_says_so_at_the_end(failing: str, tmp_path: Path) -> None:
    status, ran = make_data(tmp_path, failing)
    assert ran == ["migrate", *COMMANDS, "data_health"]
    assert (status == 0) == (failing == "")


def test_make_data_stops_where_the_database_cannot_be_prepared(tmp_path: Path) -> None:
    status, ran = make_data(tmp_path, "migrate")
    assert status != 0
    assert ran == ["migrate"]


@pytest.mark.core
@pytest.mark.usefixtures("open_data")
@pytest.mark.parametrize("command", FETCHING)
def test_others_may_write_while_a_file_is_fetched(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for earlier in COMMANDS:
        run(earlier)
    depth = len(connection.savepoint_ids)
    seen: list[int] = []
    module = import_module(f"cms.{app_of(command)}.management.commands.{command}")
    name = "executive_files" if command == "import_governors" else "read_source"
    read = getattr(module, name)

    def slow(*arguments: Any) -> Any:
        seen.append(len(connection.savepoint_ids))
        return read(*arguments)

    monkeypatch.setattr(module, name, slow)
    run(command)
    assert seen == [depth], "no transaction was open"


def app_of(command: str) -> str:
    return {"import_districts": "places", "import_newspapers": "letters"}.get(command, "officials")
