"""The page with the captcha: the only one that loads something from elsewhere, and nothing of a story is on it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cms.core.forms import form_with_typed_text, key_of_token, new_form_token
from cms.core.throttle import allow, sender_hash
from stories import captcha, steps
from stories.forms import ShareForm
from stories.steps import Step
from stories.views.share_pages import step_page

# What an empty form holds too.
ALWAYS_THERE = {"form_token", "website", "display"}
# Not the token: with it, the script of this page could ask for the words of a story that is put aside later.
CARRIED = ("website", "display")
ANSWER = "g-recaptcha-response"
# Each asks another company and waits; who is over it is only suspect, as without an answer.
CHECKS_PER_HOUR = 20


def is_asked_first(request: HttpRequest, step: Step, tokens: list[str]) -> bool:
    """Whether somebody is about to begin who was not asked, did not decline, and has written nothing yet."""
    if step != steps.BEFORE or not captcha.is_on() or tokens or request.POST.get("next") == "unasked":
        return False
    typed = set(ShareForm.base_fields) - ALWAYS_THERE
    return not any(request.POST.get(name) for name in typed)


def person_page(request: HttpRequest) -> HttpResponse:
    form = form_with_typed_text(ShareForm, request)
    context = {
        "carried": [form[name] for name in CARRIED],
        "step": steps.BEFORE,
        "captcha_key": captcha.site_key(),
        "asks_elsewhere": True,  # the footer promises what does not hold here
        "is_sensitive": True,
        "switch_form_id": "share-form",
    }
    response = render(request, "stories/person.html", context)
    response._csp_update = captcha.CONTENT_POLICY  # type: ignore[attr-defined]  # how django-csp is told
    return response


def begin(request: HttpRequest) -> HttpResponse:
    """The first step after that page, whatever the captcha said, with a token that its script has not seen."""
    form: Any = form_with_typed_text(ShareForm, request)
    token = new_form_token()
    form.initial["form_token"] = token
    if allow("stories.captcha", sender_hash(request), limit=CHECKS_PER_HOUR, seconds=3600):
        form.initial["person"] = captcha.proof(request.POST.get(ANSWER, ""), key_of_token(token))
    return step_page(request, steps.STORY, form, [])
