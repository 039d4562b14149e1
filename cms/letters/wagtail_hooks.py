"""What letters add to the admin."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from cms.core.desk import DeskMenuItem
from cms.letters.desk import queue
from cms.letters.desk.panel import WaitingPanel
from cms.letters.desk.paper_viewset import PaperViewSet
from cms.letters.desk.viewsets import AnswersViewSet, LettersViewSet, PapersDeskViewSet, PrintedViewSet
from cms.letters.models import Delivery, Letter, Newspaper
from cms.letters.numbers import print_rates_report, report

register_snippet(PaperViewSet)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ViewSet]:
    return [LettersViewSet(), PapersDeskViewSet(), AnswersViewSet(), PrintedViewSet()]


@hooks.register("register_admin_menu_item")
def waiting_menu_item() -> MenuItem:
    return DeskMenuItem(
        _("Letters to read"),
        reverse("letters_desk:queue"),
        name="letters-to-read",
        icon_name="mail",
        order=305,
        may_see=queue.may_decide,
        waiting=Letter.objects.for_desk,
    )


@hooks.register("construct_homepage_panels")
def waiting_panel(request: HttpRequest, panels: list[Component]) -> None:
    if queue.may_decide(request.user):
        panels.append(WaitingPanel())


@hooks.register("register_snippet_listing_buttons")
def verify_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """The verify screen, from each row of the list."""
    if isinstance(snippet, Newspaper) and user.has_perm("letters.change_newspaper"):
        address = reverse("papers_desk:verify", args=[snippet.pk])
        yield Button(_("Read the rules"), address, icon_name="check", priority=5)


@hooks.register("before_delete_snippet")
def keep_papers_with_letters(request: HttpRequest, instances: list[Any]) -> HttpResponseRedirect | None:
    """A letter must always be able to say to whom it went."""
    ids = [paper.pk for paper in instances if isinstance(paper, Newspaper)]
    written = set(Letter.objects.filter(newspaper__in=ids).values_list("newspaper", flat=True))
    written |= set(Delivery.objects.filter(newspaper__in=ids).values_list("newspaper", flat=True))
    if not written:
        return None
    names = ", ".join(paper.name for paper in instances if paper.pk in written)
    text = gettext("%(papers)s: people have written to it, so it cannot be deleted. Turn off “active” instead.")
    messages.error(request, text % {"papers": names})
    return HttpResponseRedirect(reverse("wagtailsnippets_letters_newspaper:list"))


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Shown where an administrator edits a role."""
    wanted = ["view_letter", "change_letter", "read_letter", "view_paperanswer", "change_paperanswer"]
    wanted += ["view_printedletter", "change_printedletter"]
    return Permission.objects.filter(content_type__app_label="letters", codename__in=wanted)


class NumbersMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm(report.MAY_SEE))


@hooks.register("register_reports_menu_item")
def numbers_menu_item() -> MenuItem:
    return NumbersMenuItem(
        _("Letters in numbers"), reverse("letter_numbers"), name="letter-numbers", icon_name="mail", order=790
    )


@hooks.register("register_reports_menu_item")
def print_rates_menu_item() -> MenuItem:
    return NumbersMenuItem(
        _("Print rates"), reverse("print_rates"), name="print-rates", icon_name="clipboard-list", order=791
    )


@hooks.register("register_admin_urls")
def numbers_urls() -> list[URLPattern]:
    view = report.LetterNumbersView
    return [
        path("reports/letters/", view.as_view(), name="letter_numbers"),
        path("reports/letters/results/", view.as_view(results_only=True), name="letter_numbers_results"),
        path("reports/print-rates/", print_rates_report.PrintRatesView.as_view(), name="print_rates"),
        path(
            "reports/print-rates/results/",
            print_rates_report.PrintRatesView.as_view(results_only=True),
            name="print_rates_results",
        ),
        path("reports/letters/overview/", report.OverviewView.as_view(), name="letter_numbers_overview"),
    ]
