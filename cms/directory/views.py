"""The page behind the link that we mail to an organization. Opening it changes nothing: only its buttons do."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cms.core.secret_links import private_page
from cms.directory.models import Organization, OwnCheck
from cms.directory.own_check_forms import ChangedForm, OwnAnswerForm
from cms.directory.own_checks import UnknownLink, answer_check, find_check

Answer = OwnCheck.Answer


@private_page
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the facts; POST is one of the buttons."""
    try:
        found = find_check(token)
    except UnknownLink:
        return render(request, "directory/no_such_check.html", status=404)
    if request.method != "POST":
        return _page(request, found, token, ChangedForm())
    form = (ChangedForm if request.POST.get("answer") == Answer.CHANGED else OwnAnswerForm)(request.POST)
    if not form.is_valid():
        return _page(request, found, token, form if isinstance(form, ChangedForm) else ChangedForm(), status=400)
    answer_check(token=token, language=get_language() or "en", **form.cleaned_data)
    return redirect("directory:check", token)


def _page(request: HttpRequest, found: OwnCheck, token: str, form: ChangedForm, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "check": found,
        "organization": Organization.objects.complete().get(pk=found.organization_id),
        "token": token,
        "form": form,
        "may_unlist": found.may_answer(Answer.UNLIST),
    }
    return render(request, "directory/check.html", context, status=status)
