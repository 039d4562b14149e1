"""Puts public copies of photos where visitors see them, and takes them away. Each step is safe to repeat."""

import logging
import uuid
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.db import transaction

from cms.core.crypto import decrypt_bytes
from stories.models import PublicPhoto
from stories.photos import clean_photo

logger = logging.getLogger(__name__)
PUBLIC_FOLDER = "stories"


def deliver_soon(photo: PublicPhoto) -> None:
    """Bring the file of `photo` into the state that its row tells, right after the commit."""
    transaction.on_commit(partial(deliver_photo, photo.pk), robust=True)


def deliver_photo(pk: int) -> None:
    """Write or remove one public file, as its row says. A storage fault leaves the row for the next sweep."""
    photo = PublicPhoto.objects.select_related("media").filter(pk=pk).first()
    if photo is None:
        return
    try:
        _remove(photo) if photo.retired_at else _put(photo)
    except Exception as error:  # each storage has its own exceptions; the row stays, the sweep tries again
        logger.warning("stories: file of %s must wait: %s", photo, type(error).__name__)


def _put(photo: PublicPhoto) -> None:
    if photo.file_name or photo.media is None:
        return
    with storages["private"].open(photo.media.file_name) as stored:
        jpeg = decrypt_bytes(stored.read())
    if photo.boxes:
        jpeg = clean_photo(jpeg, boxes=photo.boxes).content
    name = default_storage.save(f"{PUBLIC_FOLDER}/{uuid.uuid4().hex}.jpg", ContentFile(jpeg))
    # Retired in the meantime: nobody else knows this file, so it goes again.
    if not PublicPhoto.objects.filter(pk=photo.pk, retired_at=None, file_name="").update(file_name=name):
        default_storage.delete(name)


def _remove(photo: PublicPhoto) -> None:
    if photo.file_name:
        default_storage.delete(photo.file_name)
        if default_storage.exists(photo.file_name):
            return
    photo.delete()


def remove_private_files(names: list[str]) -> None:
    """Delete files of erased photos; what cannot be deleted now is logged by its random name."""
    for name in names:
        try:
            storages["private"].delete(name)
        except Exception as error:
            logger.error("stories: private file %s must be removed by hand: %s", name, type(error).__name__)


def sweep() -> int:
    """Finish what was left behind: public files to write or remove. Returns how many."""
    unfinished = PublicPhoto.objects.exclude(retired_at=None) | PublicPhoto.objects.filter(file_name="")
    pks = list(unfinished.values_list("pk", flat=True)[:500])
    for pk in pks:
        deliver_photo(pk)
    return len(pks)
