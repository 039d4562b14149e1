"""Photos that come with the share form: each is kept, or refused with a sentence; the text is never lost for it."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cms.core.throttle import allow, sender_hash
from stories.photos import MAX_PHOTOS, Busy, NotAPhoto, TooManyBytes, TooManyPixels, Undecodable
from stories.services.photos import PhotoNotSaved, stash_photo

PHOTOS_PER_HOUR = 40
NOT_NOW = _("We could not save your photo just now. Try again, or send your story without it.")
SENTENCES: dict[type[Exception], Any] = {
    TooManyBytes: _("This photo is larger than 10 MB. Choose a smaller one."),
    TooManyPixels: _("This photo has more than 50 million pixels. Choose a smaller one."),
    NotAPhoto: _("This file is not a photo we can use. Choose a JPEG, PNG, WebP or HEIC photo."),
    Undecodable: _("We could not clean this photo, so we did not keep it. It may be damaged. Try another one."),
    PhotoNotSaved: NOT_NOW,
    Busy: NOT_NOW,
}
TOO_OFTEN = _("Many photos came from your connection. Wait an hour, or send your story without a photo.")


def kept_tokens(request: HttpRequest) -> list[str]:
    """Tokens of the photos that were shown beside the field, less those to be removed."""
    removed = request.POST.getlist("remove_photo")
    return [token for token in request.POST.getlist("photo")[: MAX_PHOTOS * 2] if token not in removed][:MAX_PHOTOS]


def stash_uploads(request: HttpRequest, *, room: int) -> tuple[list[str], list[str]]:
    """Tokens of the new photos, and a sentence for each one that could not be taken."""
    uploads = request.FILES.getlist("photos")
    tokens: list[str] = []
    errors = [_too_many()] if len(uploads) > room else []
    for number, upload in enumerate(uploads[: max(0, room)], start=1):
        token, error = _stash_one(request, upload.read())
        tokens += [token] if token else []
        sentence = _naming(number, error) if error and len(uploads) > 1 else error
        errors += [sentence] if sentence and sentence not in errors else []
        if error == str(NOT_NOW):
            break  # the others would fail the same way, each after its own wait
    return tokens, errors


def _stash_one(request: HttpRequest, content: bytes) -> tuple[str, str]:
    if not allow("stories.photo", sender_hash(request), limit=PHOTOS_PER_HOUR, seconds=3600):
        return "", str(TOO_OFTEN)
    try:
        return stash_photo(content=content), ""
    except tuple(SENTENCES) as error:
        return "", str(SENTENCES[type(error)])


def _naming(number: int, error: str) -> str:
    """Of several photos: say which one (we never see its name), unless it says something about all of them."""
    is_about_all = error in (str(NOT_NOW), str(TOO_OFTEN))
    return error if is_about_all else _("Photo %(number)d: %(sentence)s") % {"number": number, "sentence": error}


def _too_many() -> str:
    return ngettext(
        "A story can have %(limit)d photo. We kept the first one.",
        "A story can have %(limit)d photos. We kept the first ones.",
        MAX_PHOTOS,
    ) % {"limit": MAX_PHOTOS}
