"""Photos under a new key: whole at every moment, never back once erased, never under the old key afterwards."""

import io
import os
import signal
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.core.management import CommandError, call_command

from cms.core import sealed_files
from cms.core.rotation import rotate, survey
from cms.core.sealed_columns import Change
from cms.core.sealed_files import SealedFiles, register_files, replace_file
from stories.models import Media
from stories.retention import lost_files
from stories.services.photos import read_photo
from tests.factories.stories import with_photo

pytestmark = [pytest.mark.core, pytest.mark.django_db]
OLD_KEY = django_settings.ENCRYPTION_KEYS[0]
NEW_KEY = Fernet.generate_key().decode()
PHOTOS = SealedFiles(Media, "file_name")


@pytest.fixture
def media() -> Media:
    return with_photo().photos.get()


@pytest.fixture
def new_key(media: Media, settings: Any) -> Any:
    """The new key comes first, once the photo is there."""
    settings.ENCRYPTION_KEYS = [NEW_KEY, OLD_KEY]
    return settings


def folder(media: Media) -> list[str]:
    return sorted(os.listdir(Path(storages["private"].path(media.file_name)).parent))


def test_afterwards_the_new_key_alone_opens_the_photo(media: Media, new_key: Any) -> None:
    before = read_photo(media)
    assert rotate(PHOTOS) == 1
    new_key.ENCRYPTION_KEYS = [NEW_KEY]
    media.refresh_from_db()
    assert read_photo(media) == before
    assert len(folder(media)) == 1


def test_a_second_run_touches_no_file(media: Media, new_key: Any) -> None:
    rotate(PHOTOS)
    changed = storages["private"].get_modified_time(media.file_name)
    assert rotate(PHOTOS) == 0
    assert storages["private"].get_modified_time(media.file_name) == changed
    assert survey(PHOTOS).current == 1


def test_the_command_covers_the_photos_of_stories(new_key: Any) -> None:
    out = StringIO()
    call_command("rotate_encryption_keys", stdout=out)
    assert "stories.Media.file_name (files): 1 encrypted again" in out.getvalue()


def test_more_photos_than_one_batch(new_key: Any) -> None:
    new_key.ENCRYPTION_KEYS = [OLD_KEY]
    with_photo(), with_photo()
    new_key.ENCRYPTION_KEYS = [NEW_KEY, OLD_KEY]
    assert rotate(PHOTOS, batch_size=2) == 3


def test_rights_of_the_file_stay(media: Media, new_key: Any) -> None:
    path = Path(storages["private"].path(media.file_name))
    path.chmod(0o640)
    rotate(PHOTOS)
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(
    media: Media, new_key: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any) -> None:
        raise OSError("No space left on device")

    before = read_photo(media)
    with monkeypatch.context() as patch:
        patch.setattr("cms.core.sealed_files.os.replace", full)
        with pytest.raises(OSError, match="No space"):
            rotate(PHOTOS)
    assert read_photo(media) == before
    assert len(folder(media)) == 1
    assert rotate(PHOTOS) == 1


KILLED = """
import os, signal, sys
from django.conf import settings
settings.configure()
from django.core.files.storage import FileSystemStorage
from cms.core import sealed_files
def killed(*args):
    os.kill(os.getpid(), signal.SIGKILL)
setattr(os, {place!r}, killed)
sealed_files.replace_file(FileSystemStorage({location!r}), {name!r}, b"new")
"""


@pytest.mark.parametrize("place", ["fsync", "replace"])
def test_a_process_killed_before_the_swap_leaves_the_file_whole_and_its_rest_is_swept(media: Media, place: str) -> None:
    storage: Any = storages["private"]
    before = read_photo(media)
    code = KILLED.format(place=place, location=str(storage.location), name=media.file_name)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], cwd=django_settings.BASE_DIR, capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert read_photo(media) == before
    (rest,) = set(folder(media)) - {Path(media.file_name).name}
    assert lost_files(storage.get_modified_time(f"{Media.FOLDER}/{rest}") + timedelta(days=2)) == [
        f"{Media.FOLDER}/{rest}"
    ]


def test_a_photo_erased_since_it_was_read_does_not_come_back(media: Media, new_key: Any) -> None:
    (batch,) = PHOTOS.batches(10)
    change = Change(media.pk, batch[0].token, b"new")
    storages["private"].delete(media.file_name)
    assert PHOTOS.replace([change]) == 0
    media.delete()
    assert PHOTOS.replace([change]) == 0
    assert not storages["private"].exists(media.file_name)
    assert list(PHOTOS.batches(10)) == []


def test_a_photo_drawn_on_since_it_was_read_is_not_overwritten(media: Media, new_key: Any) -> None:
    (batch,) = PHOTOS.batches(10)
    replace_file(storages["private"], media.file_name, b"with a blurred face")
    assert PHOTOS.replace([Change(media.pk, batch[0].token, b"without")]) == 0
    with storages["private"].open(media.file_name) as stored:
        assert stored.read() == b"with a blurred face"


def test_a_row_without_its_file_is_no_reason_to_stop(media: Media, new_key: Any) -> None:
    storages["private"].delete(media.file_name)
    assert rotate(PHOTOS) == 0
    assert survey(PHOTOS).total == 0


def test_a_photo_that_no_key_opens_is_named_and_left_alone(media: Media, new_key: Any) -> None:
    replace_file(storages["private"], media.file_name, b"spoiled")
    with pytest.raises(CommandError, match=rf"stories.Media.file_name \(files\) {media.pk}"):
        call_command("rotate_encryption_keys", stdout=StringIO())
    with storages["private"].open(media.file_name) as stored:
        assert stored.read() == b"spoiled"


class ObjectStore(Storage):
    """Like S3: a new object shows once it is closed, and has no path."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}

    def _open(self, name: str, mode: str = "rb") -> Any:
        store = self

        class Written(io.BytesIO):
            def close(self) -> None:
                store.objects[name] = self.getvalue()
                super().close()

        return Written() if "w" in mode else ContentFile(self.objects[name])


def test_on_disk_the_name_stays(tmp_path: Path) -> None:
    storage = FileSystemStorage(location=str(tmp_path))
    name = storage.save("photos/one", ContentFile(b"a long old content"))
    replace_file(storage, name, b"new")
    assert (tmp_path / "photos" / "one").read_bytes() == b"new"
    assert storage.listdir("photos")[1] == ["one"]


def test_in_an_object_store_the_name_stays() -> None:
    storage = ObjectStore()
    storage.objects["photos/one"] = b"a long old content"
    replace_file(storage, "photos/one", b"new")
    assert storage.objects == {"photos/one": b"new"}


def test_files_are_registered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed_files, "_known", [])
    register_files(Media, name_field="file_name")
    register_files(Media, name_field="file_name")
    assert sealed_files.sealed_files() == [PHOTOS]
