"""The list of letters that wait for the desk, in the admin."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin.auth import user_passes_test

from cms.core.clock import now
from cms.core.desk import user_id
from cms.letters.desk.forms import WaitingFilter
from cms.letters.models import Letter
from cms.letters.waiting import LATE_AFTER

NEEDED = ("letters.change_letter", "letters.read_letter")
PER_PAGE = 50
LISTED = (
    "kind", "status", "language", "word_count", "is_suspect", "is_sample", "claimed_until", "newspaper__name",
    "newspaper__city", "newspaper__state", "newspaper__word_limit", "newspaper__op_ed_limit", "claimed_by__username",
    "claimed_by__first_name", "claimed_by__last_name",
)  # fmt: skip


def may_decide(user: Any) -> bool:
    """Who decides about a letter must also be allowed to read it."""
    return bool(user.has_perms(NEEDED))


@require_safe
@user_passes_test(may_decide)
def queue_view(request: HttpRequest) -> HttpResponse:
    """Oldest first, without their encrypted columns."""
    form, moment = WaitingFilter(request.GET), now()
    language = form.cleaned_data["language"] if form.is_valid() else ""
    letters = Letter.objects.for_desk().select_related("newspaper", "claimed_by").only(*LISTED)
    if language:
        letters = letters.filter(language=language)
    page_obj = Paginator(letters.order_by("confirmation__confirmed_at", "pk"), PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "page_obj": page_obj,
        "rows": [_row(letter, user_id(request), moment) for letter in page_obj],
        "filter": form,
        "language": language,
        "now": moment,
        "breadcrumbs_items": [{"url": "", "label": _("Letters to read")}],
        "header_title": _("Letters to read"),
        "header_icon": "mail",
    }
    return render(request, "letters/admin/queue.html", context)


def _row(letter: Any, reader_id: int, moment: datetime) -> dict[str, Any]:
    is_mine = letter.is_claimed_by(reader_id, moment)
    return {
        "letter": letter,
        "is_late": letter.waits_since <= moment - LATE_AFTER,
        "is_mine": is_mine,
        "holder": letter.claimed_by if letter.is_claimed(moment) and not is_mine else None,
    }
