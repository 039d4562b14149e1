"""The servers that other tests lean on do what they say."""

import os
import subprocess
import sys

import psycopg
import pytest
from redis import Redis

from tests.servers import postgres
from tests.servers.postgres import RealPostgres


def rows(server: RealPostgres, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(server.url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


@pytest.mark.postgres
def test_postgres_keeps_what_was_committed_when_it_is_killed(postgres_server):
    rows(postgres_server, "CREATE TABLE kept AS SELECT 42 AS answer")
    postgres_server.kill()
    with pytest.raises(psycopg.OperationalError):
        rows(postgres_server, "SELECT 1")
    postgres_server.start()
    assert rows(postgres_server, "SELECT answer FROM kept") == [(42,)]


@pytest.mark.postgres
@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to hand PostgreSQL to another account")
def test_postgres_starts_where_its_account_cannot_read_the_virtual_environment(monkeypatch):
    monkeypatch.setattr(postgres, "_can_run", lambda program, account: False)
    with RealPostgres() as server:
        assert rows(server, "SELECT 1") == [(1,)]
        folder = server._folder
    assert not folder.exists()


@pytest.mark.postgres
def test_a_command_finds_the_database_and_its_exit_code_is_ours():
    script = "import os, psycopg, sys; psycopg.connect(os.environ['DATABASE_URL']).close(); sys.exit(7)"
    command = [sys.executable, "-m", "tests.servers.postgres", "--", sys.executable, "-c", script]
    assert subprocess.run(command, check=False).returncode == 7


def test_without_a_command_it_says_how(capsys):
    assert postgres.main(["--"]) == 2
    assert "pytest -m core" in capsys.readouterr().err


def test_valkey_comes_back_on_the_same_port_and_has_forgotten(valkey):
    with Redis(host="127.0.0.1", port=valkey.port) as client:
        client.set("name", "value")
    valkey.kill()
    valkey.start()
    with Redis(host="127.0.0.1", port=valkey.port) as client:
        assert client.get("name") is None
