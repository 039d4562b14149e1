"""Takes uploaded photos into memory only: an original, with its place and time, never rests on a disk."""

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from stories.photos import MAX_BYTES, MAX_PHOTOS


class PhotoUploadHandler(FileUploadHandler):
    """Keeps at most one byte more than a photo may have, and at most one file more than a story may have.

    What is too large stays recognizable as too large, so that the form can say so.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.files_seen = 0
        self.buffer = io.BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.files_seen += 1
        self.buffer = io.BytesIO()
        if self.files_seen > MAX_PHOTOS + 1:
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        room = MAX_BYTES + 1 - self.buffer.tell()
        self.buffer.write(raw_data[: max(0, room)])

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        size = self.buffer.tell()
        self.buffer.seek(0)
        # The file's own name may tell who and where, and may be an attack: it is dropped here.
        return InMemoryUploadedFile(
            self.buffer, self.field_name, "photo", self.content_type or "", size, self.charset, self.content_type_extra
        )
