"""The moderators' guide inside the admin: the same text as in docs/, in the language of whoever reads."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from wagtail.admin.auth import user_passes_test

from stories.views.queue import may_see_queue, queue_url

GUIDE = "moderators.md"
DOCS = Path(settings.BASE_DIR) / "docs"


@user_passes_test(may_see_queue)
def guide(request: HttpRequest) -> HttpResponse:
    """No query of its own."""
    context = {
        "guide": mark_safe(as_html(guide_text(get_language() or ""))),  # noqa: S308  # our own file, its HTML escaped
        "breadcrumbs_items": [{"url": queue_url(), "label": _("Stories")}, {"url": "", "label": _("Guide")}],
        "header_title": _("Guide for moderators"),
        "header_icon": "help",
    }
    return render(request, "stories/admin/guide.html", context)


def guide_text(language: str) -> str:
    """Without its title, which the page has already; in English where there is no translation."""
    is_translated = language in dict(settings.LANGUAGES) and (DOCS / language / GUIDE).is_file()
    path = DOCS / language / GUIDE if is_translated else DOCS / GUIDE
    return path.read_text(encoding="utf-8").partition("\n")[2]


def as_html(text: str) -> str:
    """Markdown with tables; HTML in it is shown as text."""
    return MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
