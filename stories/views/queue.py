"""The moderators' queue and the record of who did what."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_required, user_passes_test

from cms.core import clock
from stories import queueing
from stories.choices import OPEN_STATUSES
from stories.models import AccessLog, ContactExport, Decision, Submission
from stories.queue_forms import PARTS, QueueFilter

PER_PAGE = 50
LATE_AFTER = timedelta(days=7)
MODERATE, REVEAL, AUDIT = "stories.moderate_submission", "stories.reveal_contact", "stories.audit_submission"
EXPORT = "stories.export_contacts"
LOGS = {"decisions": Decision, "accesses": AccessLog, "exports": ContactExport}


class CountedPaginator(Paginator):
    """Of rows that were counted already."""

    count = 0

    def __init__(self, stories: QuerySet[Submission], count: int) -> None:
        super().__init__(stories, PER_PAGE)
        self.count = count


def may_see_queue(user: Any) -> bool:
    return bool(not isinstance(user, AnonymousUser) and (user.has_perm(MODERATE) or user.has_perm(REVEAL)))


def may_see_numbers(user: Any) -> bool:
    return bool(not isinstance(user, AnonymousUser) and (user.has_perm(MODERATE) or user.has_perm(AUDIT)))


@user_passes_test(may_see_queue)
def queue(request: HttpRequest) -> HttpResponse:
    """Oldest first; without a choice, those that wait for somebody. Two queries, however many there are."""
    form = QueueFilter(request.GET)
    found = _found(form, request.user)
    counts = queueing.counts(found, user=request.user)
    page_obj = CountedPaginator(found, counts[queueing.FOUND]).get_page(request.GET.get("p"))
    rows, sealed = queueing.rows(page_obj.object_list)
    context = {
        "page_obj": page_obj,
        "rows": rows,
        "sealed": sealed,
        "filter": form,
        "parts": _parts(form.part, counts),
        "is_narrowed": form.is_narrowed,
        "now": clock.now(),
        "late_before": clock.now() - LATE_AFTER,
        "open_statuses": OPEN_STATUSES,
        "may_moderate": request.user.has_perm(MODERATE),
        "may_reveal": request.user.has_perm(REVEAL),
        "may_export": request.user.has_perm(EXPORT),
        "may_see_numbers": may_see_numbers(request.user),
        "breadcrumbs_items": [{"url": "", "label": _("Stories")}],
        "header_title": _("Stories"),
        "header_icon": "comment",
    }
    return render(request, "stories/admin/queue.html", context)


def _found(form: QueueFilter, user: Any) -> QuerySet[Submission]:
    if form.wanted_code:
        return queueing.with_code(form.wanted_code)
    return queueing.narrowed(queueing.in_part(form.part, user=user), **form.narrowing)


def _parts(chosen: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    """The parts of the queue as links: name in the address, label, number of stories."""
    return [{"name": name, "label": label, "count": counts[name], "is_chosen": name == chosen} for name, label in PARTS]


@permission_required(AUDIT)
def log(request: HttpRequest) -> HttpResponse:
    """Every decision, every look and every file, newest first: ids and reasons, no text of anybody."""
    of = request.GET.get("of") if request.GET.get("of") in LOGS else "decisions"
    rows: Any = LOGS[str(of)]
    page_obj = Paginator(rows.objects.select_related("user").order_by("-pk"), PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "page_obj": page_obj,
        "of": of,
        "breadcrumbs_items": [{"url": "", "label": _("Story log")}],
        "header_title": _("Story log"),
        "header_icon": "history",
    }
    return render(request, "stories/admin/log.html", context)


def queue_url() -> str:
    return reverse("stories_admin:queue")
