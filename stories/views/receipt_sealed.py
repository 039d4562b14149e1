"""The receipt page of a story that no key opens: it cannot be read, but it can be taken back and erased."""

import uuid

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stories.services.withdrawal import erase_story, withdraw_story
from stories.views.receipt_page import ACCESS_SALT

UNREADABLE = 503


def sealed_page(request: HttpRequest, pk: str, **extra: bool) -> HttpResponse:
    """What happened, and the two buttons that need no key."""
    access = signing.dumps(pk, salt=ACCESS_SALT)
    context = {"access": access, "is_sensitive": True, "switch_form_id": "sealed-form", **extra}
    return render(request, "stories/sealed.html", context, status=UNREADABLE)


def act_on_sealed(request: HttpRequest, pk: str) -> HttpResponse:
    """Take it back or erase it; any other button shows the page again."""
    if "withdraw" in request.POST:
        withdraw_story(submission_id=uuid.UUID(pk))
        return sealed_page(request, pk, is_just_withdrawn=True)
    if "erase" in request.POST and "sure" in request.POST:
        erase_story(submission_id=uuid.UUID(pk))
        return render(request, "stories/erased.html", {"is_sensitive": True})
    return sealed_page(request, pk, asks_if_sure="erase" in request.POST)
