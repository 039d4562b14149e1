"""The moderators' queue and the record of who did what."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_required, user_passes_test

from cms.core import clock
from stories.models import AccessLog, Decision, Submission
from stories.models.message import has_news, waits_for_team
from stories.moderation_forms import QueueFilter

PER_PAGE = 50
MODERATE, REVEAL, AUDIT = "stories.moderate_submission", "stories.reveal_contact", "stories.audit_submission"


def may_see_queue(user: Any) -> bool:
    return bool(not isinstance(user, AnonymousUser) and (user.has_perm(MODERATE) or user.has_perm(REVEAL)))


@user_passes_test(may_see_queue)
def queue(request: HttpRequest) -> HttpResponse:
    """Oldest first; without a choice, those that wait for somebody."""
    form = QueueFilter(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {"status": "", "language": ""}
    submissions = Submission.objects.oldest_first().select_related("claimed_by")
    if chosen["status"] == "":
        submissions = submissions.filter(waits_for_team())
    elif chosen["status"] != "all":
        submissions = submissions.filter(status=chosen["status"])
    if chosen["language"]:
        submissions = submissions.filter(language=chosen["language"])
    # The private texts are not even read here: the list needs none of them.
    submissions = submissions.defer("title", "body", "pen_name", "place_detail").annotate(
        photo_count=Count("photos"), has_news=has_news()
    )
    context = {
        "page_obj": Paginator(submissions, PER_PAGE).get_page(request.GET.get("p")),
        "filter": form,
        "query": "&".join(f"{name}={value}" for name, value in chosen.items() if value),
        "now": clock.now(),
        "may_moderate": request.user.has_perm(MODERATE),
        "may_reveal": request.user.has_perm(REVEAL),
        "breadcrumbs_items": [{"url": "", "label": _("Stories")}],
        "header_title": _("Stories"),
        "header_icon": "comment",
    }
    return render(request, "stories/admin/queue.html", context)


@permission_required(AUDIT)
def log(request: HttpRequest) -> HttpResponse:
    """Every decision and every look, newest first: ids and reasons, no text of anybody."""
    rows = Decision if request.GET.get("of") != "accesses" else AccessLog
    page_obj = Paginator(rows.objects.select_related("user").order_by("-pk"), PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "page_obj": page_obj,
        "of": "accesses" if rows is AccessLog else "decisions",
        "breadcrumbs_items": [{"url": "", "label": _("Story log")}],
        "header_title": _("Story log"),
        "header_icon": "history",
    }
    return render(request, "stories/admin/log.html", context)


def queue_url() -> str:
    return reverse("stories_admin:queue")
