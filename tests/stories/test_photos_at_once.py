"""Many photos at the same moment: readers and other storytellers do not wait for them."""

import io
import threading
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from stories import photos
from stories.photos import Busy, NotAPhoto, clean_photo


@pytest.fixture
def small() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def others_are_cleaned(monkeypatch):
    """Somebody else's photo holds the one place for longer than we wait."""
    monkeypatch.setattr(photos, "PATIENCE_SECONDS", 0.2)
    with photos.CLEANING:
        yield


def test_one_is_cleaned_at_a_time(monkeypatch, small):
    running, most = [], []

    def run(content, arguments):
        running.append(content)
        most.append(len(running))
        time.sleep(0.05)
        running.pop()
        return 0, small_jpeg

    small_jpeg = clean_photo(small).content
    monkeypatch.setattr(photos, "_run_child", run)
    threads = [threading.Thread(target=clean_photo, args=(small,)) for _number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 5


@pytest.mark.usefixtures("others_are_cleaned")
def test_who_would_wait_too_long_is_told_so(small):
    with pytest.raises(Busy):
        clean_photo(small)


def test_a_refused_photo_frees_the_place(small):
    for _time in range(3):
        with pytest.raises(NotAPhoto):
            clean_photo(b"%PDF-1.7")
    assert clean_photo(small).width == 40


def test_a_crash_frees_the_place(monkeypatch, small):
    with monkeypatch.context() as broken:
        broken.setattr(photos, "_run_child", lambda content, arguments: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            clean_photo(small)
    assert clean_photo(small).width == 40


@pytest.mark.django_db
@pytest.mark.usefixtures("others_are_cleaned")
def test_the_story_is_kept_and_the_wait_is_short(client, small):
    uploads = [SimpleUploadedFile("a.png", small, "image/png") for _number in range(5)]
    started = time.perf_counter()
    response = client.post(
        "/en/stories/share/", {"body": "My words stay here", "add_photos": "1", "photos": uploads}, follow=True
    )
    html = response.content.decode()
    assert time.perf_counter() - started < 5
    assert "My words stay here" in html
    assert "We could not save your photo just now" in html
