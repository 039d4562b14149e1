"""What the steps of the letter page share: the draft behind the link, and the page around it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from cms.core.secret_links import private
from cms.letters import services
from cms.letters.links import DRAFT_PATH
from cms.letters.models import Letter, Status
from cms.letters.problems import UnknownLink


def find_draft(token: str) -> Letter | None:
    """The draft behind the link; None where there is no such letter, or it is past writing."""
    try:
        letter = services.find_letter(token)
    except UnknownLink:
        return None
    return letter if letter.status == Status.DRAFT else None


def elsewhere(request: HttpRequest, token: str) -> HttpResponse:
    """The writer's page says where the letter stands, or that there is none."""
    return private(HttpResponseRedirect(reverse("letters:status", args=[token])))


def to_step(page: Any, letter: Letter, step: str = "") -> HttpResponse:
    return private(HttpResponseRedirect(page.url + DRAFT_PATH.format(token=letter.token) + step))


def show(
    page: Any,
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    is_private: bool = True,
    is_first: bool = False,
) -> HttpResponse:
    # A step needs no more of the page than the page itself; the open first page offers the next action too.
    around = page.get_context(request) if is_first else {"page": page}
    base = {"switch_form_id": "letter-form", "draft_url": draft_url(page, context.get("letter"))}
    response = render(request, template, {**around, **base, **context})
    return private(response) if is_private else response


def draft_url(page: Any, letter: Letter | None) -> str:
    return page.url + DRAFT_PATH.format(token=letter.token) if letter else ""


def steps(current: int) -> list[tuple[str, str]]:
    labels = [gettext("Your paper"), gettext("Your text"), gettext("About you"), gettext("Check and send")]
    states = ["done"] * current + ["current"] + ["todo"] * (len(labels) - current - 1)
    return list(zip(labels, states, strict=True))
