"""The page that finds help near a place, and each organization's own page below it."""

from typing import ClassVar

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.search import index

from cms.core.models import BasePage
from cms.directory.finder import find_help
from cms.directory.forms import FinderForm
from cms.directory.models import Organization
from cms.directory.results import USUAL_MILES
from cms.directory.words import result_sentences

CARDS_PER_PAGE = 20
RICH_TEXT = ["bold", "link", "ol", "ul"]


class FinderPage(RoutablePageMixin, BasePage):
    """Find legal help by ZIP code. Nothing that is typed here is kept."""

    is_sensitive: ClassVar[bool] = True
    page_description = _("The finder for legal help and local organizations. One per site is enough.")
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    intro = RichTextField(_("introduction"), features=RICH_TEXT, blank=True)
    warning = RichTextField(
        _("warning about fraud"),
        features=[*RICH_TEXT, "h2"],
        blank=True,
        help_text=_("Shown with every list, in a colored panel."),
    )
    advice = RichTextField(
        _("what else to try"),
        features=[*RICH_TEXT, "h3"],
        blank=True,
        help_text=_("Shown below the list: what to search for, whom to ask where we know of nobody nearby."),
    )

    content_panels: ClassVar[list[Panel]] = [
        *BasePage.content_panels,
        FieldPanel("intro"),
        FieldPanel("warning"),
        FieldPanel("advice"),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [
        *BasePage.search_fields,
        index.SearchField("intro"),
        index.SearchField("advice"),
    ]

    class Meta:
        verbose_name = _("finder page")
        verbose_name_plural = _("finder pages")

    @path("")
    def index_route(self, request: HttpRequest) -> HttpResponse:
        """The form; with a place in the query, what was found there."""
        form = FinderForm(asked(request))
        results = find_help(form.wish())
        form.offer_languages(results.spoken)
        return self.render(
            request,
            context_overrides={
                "form": form,
                "results": results,
                "sentences": result_sentences(results),
                "near": Paginator(results.near, CARDS_PER_PAGE).get_page(request.GET.get("page")),
                "kept_query": query_without_page(request),
            },
        )

    @path("<slug:slug>/", name="organization")
    def organization(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One organization, to read, print or share."""
        row = Organization.objects.listed().complete().filter(slug=slug).first()
        if row is None:
            raise Http404("No such organization.")
        return self.render(request, template="directory/organization.html", context_overrides={"organization": row})


def asked(request: HttpRequest) -> QueryDict | None:
    """The question in the query, with the usual distance where none was chosen; none on the start page."""
    if "zip" not in request.GET:
        return None
    query = request.GET.copy()
    if not query.get("distance"):
        query["distance"] = str(USUAL_MILES)
    return query


def query_without_page(request: HttpRequest) -> str:
    """The asked question for the links to its further pages."""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()
