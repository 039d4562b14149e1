"""What the team sees of a story that no key opens: a sentence and what to do, never a trace of the text."""

import functools
import uuid
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cms.core.crypto import CannotDecrypt
from stories.models import Submission
from stories.queueing import PRIVATE_FIELDS
from stories.views.queue import queue_url

View = Callable[..., HttpResponse]


def or_say_why(view: View) -> View:
    """For views of one story: where something of it cannot be opened, answer with what to do (503)."""

    @functools.wraps(view)
    def shown(request: HttpRequest, pk: uuid.UUID, **others: Any) -> HttpResponse:
        try:
            return view(request, pk, **others)
        except CannotDecrypt:
            return _cannot_be_opened(request, pk)

    return shown


def _cannot_be_opened(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    submission = Submission.objects.filter(pk=pk).defer(*PRIVATE_FIELDS).first()
    if submission is None:
        raise Http404
    context = {
        "submission": submission,
        "breadcrumbs_items": [{"url": queue_url(), "label": _("Stories")}, {"url": "", "label": str(submission)}],
        "header_title": str(submission),
        "header_icon": "warning",
    }
    return render(request, "stories/admin/sealed.html", context, status=503)
