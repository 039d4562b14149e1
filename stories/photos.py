"""Cleans a storyteller's photo in a child process. What cannot be cleaned is refused: nothing passes by."""

import io
import subprocess
import sys
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import PIL
from PIL import Image

from stories import photo_child

WALL_CLOCK_SECONDS = 30
# One at a time in each web process: hostile photos take a core and a gigabyte each, and readers would wait for them.
CLEANING = threading.BoundedSemaphore(1)
PATIENCE_SECONDS = 4
MAX_BYTES = 10 * 1024 * 1024
MAX_PHOTOS = 5
JPEG_START, JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"


class PhotoRefused(Exception):
    """The file is no photo that we can clean."""


class NotAPhoto(PhotoRefused):
    """Not a JPEG, PNG, WebP, GIF or HEIC."""


class TooManyPixels(PhotoRefused):
    """More than 50 megapixels."""


class TooManyBytes(PhotoRefused):
    """More than 10 MB."""


class Undecodable(PhotoRefused):
    """Damaged, or it would need more memory or time than any photo does."""


class Busy(PhotoRefused):
    """Other photos are being cleaned, or the machine has no time for this one: the same photo may be taken later."""


@dataclass(frozen=True)
class CleanPhoto:
    """A new JPEG without metadata, upright, its longest side at most 2,400 pixels."""

    content: bytes
    width: int
    height: int


def clean_photo(content: bytes, *, boxes: Iterable[Sequence[int]] = ()) -> CleanPhoto:
    """Decode `content` in a limited child process and return only its pixels, as a new JPEG.

    Args:
        boxes: parts to paint over, each (left, top, width, height) in whole percents of the upright picture.

    Raises:
        NotAPhoto, TooManyPixels, TooManyBytes, Undecodable, Busy
    """
    if not content:
        raise NotAPhoto
    if len(content) > MAX_BYTES:
        raise TooManyBytes
    if not CLEANING.acquire(timeout=PATIENCE_SECONDS):
        raise Busy
    try:
        code, out = _run_child(content, [str(number) for box in boxes for number in box])
    finally:
        CLEANING.release()
    if code == photo_child.NOT_A_PHOTO:
        raise NotAPhoto
    if code == photo_child.TOO_MANY_PIXELS:
        raise TooManyPixels
    if code != 0 or not out.startswith(JPEG_START) or not out.endswith(JPEG_END):
        raise Undecodable
    width, height = Image.open(io.BytesIO(out), formats=["JPEG"]).size
    return CleanPhoto(out, width, height)


def thumbnail(jpeg: bytes, *, longest_side: int) -> bytes:
    """A small JPEG of one of our own cleaned photos."""
    photo = Image.open(io.BytesIO(jpeg), formats=["JPEG"])
    scale = longest_side / max(photo.size)
    size = max(1, round(photo.width * scale)), max(1, round(photo.height * scale))
    photo.draft("RGB", size)
    out = io.BytesIO()
    photo.resize(size).save(out, "JPEG", quality=70)
    return out.getvalue()


def _run_child(content: bytes, arguments: list[str]) -> tuple[int, bytes]:
    """Exit code and output, or Busy: a photo that keeps the processor busy is ended by its own limit long before.

    `-I -S` keeps the environment and site-packages out, and starts four times faster.
    """
    packages = str(Path(PIL.__file__).parent.parent)
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", photo_child.__file__, packages, *arguments],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=WALL_CLOCK_SECONDS,
            env={"MALLOC_ARENA_MAX": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Busy from None
    return done.returncode, done.stdout
