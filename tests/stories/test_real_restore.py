"""A real backup is put back over the real database and files: no process serves it before `after_restore` has run."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.db import connection
from django.test import Client

from cms.core.processes import site_processes
from home.starter_kit import link_home
from stories import tasks
from stories.choices import Scope
from stories.forgotten import nothing_is_forgotten
from stories.models import Media, PublicPhoto, Story, Submission
from stories.services.moderation import PhotoChoice
from stories.services.permissions import change_permissions
from stories.services.publication import publish_story
from stories.services.withdrawal import erase_story, withdraw_story
from stories.starter_kit import make_page, make_topics
from tests.factories.site import build_site
from tests.factories.stories import edit, with_photo
from tests.servers.backup import Backup
from tests.servers.ports import free_port
from tests.servers.valkey import RealValkey
from tests.servers.waiting import wait_until
from tests.servers.worker import ROOT, database_url
from tests.stories.test_taken_back import walk

pytestmark = [pytest.mark.core, pytest.mark.faults, pytest.mark.usefixtures("own_database")]
SECONDS = 240  # of patience, where the machine has other work
Start = Callable[[str], "subprocess.Popen[str]"]


@pytest.fixture
def own_database(committed_db: None, tmp_path: Path) -> Iterator[None]:
    """On SQLite a file of its own: a connection of an earlier test that is still open somewhere would, when it ends,
    remove by its name the journal of the file that was put in place of its own."""
    if connection.vendor != "sqlite":
        yield
        return
    of_all_tests, own = connection.settings_dict["NAME"], str(tmp_path / "own.sqlite3")
    with closing(sqlite3.connect(of_all_tests)) as source, closing(sqlite3.connect(own)) as copy:
        source.backup(copy)
    connection.close()
    connection.settings_dict["NAME"] = own
    yield
    connection.close()
    connection.settings_dict["NAME"] = of_all_tests


@pytest.fixture
def data(settings: Any, tmp_path: Path) -> Path:
    """One folder for the files of this process and of those that it starts; the endings are not in it."""
    settings.MEDIA_ROOT = tmp_path / "data" / "test-media"
    settings.ENDINGS_FILE = str(tmp_path / "elsewhere" / "endings.jsonl")
    private = {**settings.STORAGES["private"], "OPTIONS": {"location": str(tmp_path / "data" / "private")}}
    settings.STORAGES = {**settings.STORAGES, "private": private}
    return tmp_path / "data"


@pytest.fixture
def environment(data: Path, valkey: RealValkey, tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
        "DATABASE_URL": database_url(),
        "DATA_DIR": str(data),
        "ENDINGS_FILE": str(tmp_path / "elsewhere" / "endings.jsonl"),
        "REDIS_URL": valkey.url,
    }


@pytest.fixture
def start(environment: dict[str, str]) -> Iterator[Start]:
    """Starts "web" or "worker" as `manage.py serve` does."""
    started: list[subprocess.Popen[str]] = []

    def run(name: str) -> "subprocess.Popen[str]":
        processes = site_processes(host="127.0.0.1", port=free_port(), environment=environment)
        (arguments,) = [one.arguments for one in processes if one.name == name]
        output = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "start_new_session": True}
        started.append(subprocess.Popen(arguments, cwd=ROOT, env=environment, text=True, **output))  # type: ignore[call-overload]
        return started[-1]

    yield run
    for process in started:
        with suppress(ProcessLookupError):  # the group: a web server has children that hold its output
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=SECONDS)


@pytest.fixture
def manage(environment: dict[str, str]) -> Callable[..., str]:
    def run(*arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        return done.stdout

    return run


def tell(name: str) -> Story:
    """A public story with a public photo."""
    sent = with_photo()
    photo = PhotoChoice(sent.photos.get().pk, is_chosen=True, faces_checked=True, alt=f"{name}, a bag", boxes=())
    publish_story(submission_id=sent.pk, version=sent.version, user=None, edit=edit(title=name, photos=(photo,)))
    return Story.objects.get(submission=sent)


def seen(names: tuple[str, ...]) -> list[str]:
    """Those of `names` that any public address says."""
    said = " ".join(text for _status, text in walk(Client()).values())
    return [name for name in names if name in said]


def files() -> set[str]:
    return {f"stories/{name}" for name in default_storage.listdir("stories")[1]}


def private_files() -> set[str]:
    return {f"{Media.FOLDER}/{name}" for name in storages["private"].listdir(Media.FOLDER)[1]}


def test_what_was_taken_back_since_the_backup_is_gone_before_anybody_can_see_it(
    data: Path, tmp_path: Path, start: Start, manage: Callable[..., str]
) -> None:
    for build in (build_site, make_page, make_topics, link_home):
        build()
    names = ("Withdrawnbird", "Erasedbird", "Endedbird", "Stayingbird")
    withdrawn, erased, ended, _staying = [tell(name) for name in names]
    addresses = [story.url_in("en") for story in (withdrawn, erased, ended)]
    default_storage.save("stories/0.jpg", ContentFile(b"of a story that was erased before the rows were copied"))
    backup = Backup(tmp_path / "backup", data)
    backup.make()

    withdraw_story(submission_id=withdrawn.submission_id)
    erase_story(submission_id=erased.submission_id)
    allowed = frozenset(Scope) - {Scope.PUBLISH_TEXT}
    change_permissions(submission_id=ended.submission_id, wanted=allowed, language="en")
    tasks.write_endings()
    backup.restore()
    assert seen(names) == list(names)

    for name in ("web", "worker"):
        said, _nothing = (process := start(name)).communicate(timeout=SECONDS)
        assert process.returncode
        assert "manage.py after_restore" in said
    assert not nothing_is_forgotten()
    assert "Ended again: " in manage("after_restore")
    assert nothing_is_forgotten()

    assert [Client().get(address).status_code for address in addresses] == [410, 410, 404]
    assert seen(names) == ["Stayingbird"]
    assert not Submission.objects.filter(pk=erased.submission_id).exists()
    assert files() == set(PublicPhoto.objects.values_list("file_name", flat=True))
    assert len(files()) == 1
    assert private_files() == set(Media.objects.values_list("file_name", flat=True))
    connection.close()
    worker, web = start("worker"), start("web")
    wait_until(lambda: "Listening at" in web.stdout.readline(), what="the site")
    wait_until(lambda: " ready." in worker.stdout.readline(), what="the worker")
