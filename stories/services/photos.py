"""Photos on their way from a form to a submission: cleaned at once, encrypted, waiting under a signed token."""

import base64
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction

from cms.core import clock
from cms.core.crypto import CannotDecrypt, decrypt_bytes, encrypt_bytes
from stories import periods
from stories.delivery import remove_private_files
from stories.models import Media, Submission
from stories.photos import MAX_PHOTOS, clean_photo, thumbnail

TOKEN_SALT = "stories.photo"  # noqa: S105  (a salt is no secret)
THUMBNAIL_SIDE = 240


class PhotoNotSaved(Exception):
    """The storage did not take the photo: a full disk, or a service that does not answer."""


@dataclass(frozen=True)
class WaitingPhoto:
    """A cleaned photo that belongs to no submission yet. `preview` is a data: address, so no URL leads to it."""

    token: str
    preview: str


def stash_photo(*, content: bytes) -> str:
    """Clean a photo, store it encrypted under a random name, and return the token that brings it back.

    Raises:
        PhotoRefused: when it cannot be cleaned.
        PhotoNotSaved: when it cannot be stored.
    """
    clean = clean_photo(content)
    name = f"{Media.FOLDER}/{uuid.uuid4().hex}"
    try:
        saved_name = storages["private"].save(name, ContentFile(encrypt_bytes(clean.content)))
    except OSError as error:
        raise PhotoNotSaved from error
    media = Media.objects.create(file_name=saved_name, width=clean.width, height=clean.height)
    return signing.dumps(str(media.pk), salt=TOKEN_SALT)


def read_photo(media: Media) -> bytes:
    """The JPEG behind an encrypted file."""
    with storages["private"].open(media.file_name) as stored:
        return decrypt_bytes(stored.read())


def read_covered_photo(media: Media) -> bytes:
    """The JPEG as the public would see it, with its boxes painted in.

    Raises:
        PhotoRefused: when it cannot be made just now.
    """
    return clean_photo(read_photo(media), boxes=media.boxes).content


def waiting_photos(tokens: Iterable[str]) -> list[WaitingPhoto]:
    """The photos behind tokens of ours, in their order; forged, old, used and unreadable ones are left out."""
    found: list[WaitingPhoto] = []
    for token in dict.fromkeys(tokens):
        media = _waiting_media(token)
        preview = _preview(media) if media and len(found) < MAX_PHOTOS else ""
        if preview:
            found.append(WaitingPhoto(token=token, preview=preview))
    return found


def _preview(media: Media) -> str:
    """Empty where the file cannot be read: gone, cut, or of another key."""
    try:
        small = thumbnail(read_photo(media), longest_side=THUMBNAIL_SIDE)
    except (OSError, CannotDecrypt):
        return ""
    return f"data:image/jpeg;base64,{base64.b64encode(small).decode()}"


@transaction.atomic
def attach_photos(*, submission: Submission, tokens: Iterable[str]) -> int:
    """Give waiting photos to a submission; returns how many."""
    waiting = [media for media in map(_waiting_media, dict.fromkeys(tokens)) if media is not None][:MAX_PHOTOS]
    for media in waiting:
        media.submission = submission
        media.save(update_fields=["submission"])
    return len(waiting)


def keep_waiting(tokens: Iterable[str]) -> list[str]:
    """Let waiting photos wait as long again from now; returns their ids."""
    waiting = [media for media in map(_waiting_media, dict.fromkeys(tokens)) if media is not None][:MAX_PHOTOS]
    for media in waiting:
        media.created_at = clock.now()
        media.save(update_fields=["created_at"])
    return [str(media.pk) for media in waiting]


def tokens_of(ids: Iterable[str]) -> list[str]:
    """Fresh tokens for photos that still wait."""
    return [signing.dumps(pk, salt=TOKEN_SALT) for pk in ids if Media.objects.filter(pk=pk, submission=None).exists()]


def erase_waiting(ids: Iterable[str]) -> None:
    """Erase photos that still wait, and their files after the commit."""
    waiting = list(Media.objects.filter(pk__in=list(ids), submission=None))
    for media in waiting:
        media.delete()
    transaction.on_commit(partial(remove_private_files, [media.file_name for media in waiting]), robust=True)


def _waiting_media(token: str) -> Media | None:
    try:
        pk = signing.loads(token, salt=TOKEN_SALT, max_age=periods.UNSENT_PHOTO)
    except signing.BadSignature:
        return None
    media = Media.objects.filter(pk=pk, submission=None).first()
    return media if media and storages["private"].exists(media.file_name) else None
