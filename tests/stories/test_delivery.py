"""Files follow their rows, also after a fault."""

import pytest
from django.core.files.storage import FileSystemStorage, default_storage

from stories import delivery, tasks
from stories.models import PublicPhoto
from tests.factories.stories import with_photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting():
    story = with_photo()
    media = story.photos.get()
    return PublicPhoto.objects.create(submission=story, media=media, alt="A bridge", width=64, height=48)


def test_a_photo_that_waits_gets_its_file_once(waiting):
    delivery.deliver_photo(waiting.pk)
    name = PublicPhoto.objects.get().file_name
    delivery.deliver_photo(waiting.pk)
    assert PublicPhoto.objects.get().file_name == name
    assert default_storage.listdir("stories")[1] == [name.removeprefix("stories/")]


def test_a_storage_fault_leaves_it_for_the_next_sweep(waiting, monkeypatch, caplog):
    def fail(*args):
        raise OSError(28, "No space left on device: /secret/path")

    with monkeypatch.context() as broken:
        broken.setattr(FileSystemStorage, "save", fail)
        delivery.deliver_photo(waiting.pk)
    assert PublicPhoto.objects.get().file_name == ""
    assert "secret" not in caplog.text
    tasks.sweep()
    assert PublicPhoto.objects.get().file_name


def test_a_retired_photo_goes_with_the_next_sweep_when_the_first_try_failed(waiting, clock, monkeypatch):
    delivery.deliver_photo(waiting.pk)
    name = PublicPhoto.objects.get().file_name
    PublicPhoto.objects.update(retired_at="2026-03-03T00:00Z")
    with monkeypatch.context() as broken:
        broken.setattr(FileSystemStorage, "delete", lambda *args: None)
        delivery.deliver_photo(waiting.pk)
    assert PublicPhoto.objects.exists()
    assert delivery.sweep() == 1
    assert not PublicPhoto.objects.exists()
    assert not default_storage.exists(name)


def test_a_photo_withdrawn_while_its_file_was_written_leaves_no_file(waiting, monkeypatch):
    real = FileSystemStorage.save

    def save(self, name, content):
        PublicPhoto.objects.update(retired_at="2026-03-03T00:00Z")
        return real(self, name, content)

    monkeypatch.setattr(FileSystemStorage, "save", save)
    delivery.deliver_photo(waiting.pk)
    assert default_storage.listdir("stories")[1] == []


def test_what_is_unknown_is_left_alone():
    delivery.deliver_photo(999)
    assert delivery.sweep() == 0


def test_a_private_file_that_cannot_be_deleted_is_named_in_the_log(caplog, monkeypatch):
    class Broken:
        def delete(self, name):
            raise OSError

    monkeypatch.setattr(delivery, "storages", {"private": Broken()})
    delivery.remove_private_files(["photos/abc"])
    assert "photos/abc" in caplog.text
