"""The page that finds help near a place, and each organization's own page below it."""

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.search import index

from cms.core.models import BasePage
from cms.core.qr import qr_data_uri
from cms.directory.contact_file import contact_response
from cms.directory.finder import find_help
from cms.directory.forms import FinderForm
from cms.directory.models import Organization
from cms.directory.results import USUAL_MILES, Results
from cms.directory.states import organizations_in, state_links, state_of, state_tiles
from cms.directory.words import result_sentences

CARDS_PER_PAGE = 20
ROWS_PER_STATE_PAGE = 50
# Of those that come below the near ones; a link leads to the rest.
CARDS_OF_OTHERS = 10
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
        FieldPanel("more"),
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
        shown = {"form": form, "results": results, "sentences": result_sentences(results)}
        if not form.is_bound:
            shown |= {"states": state_links(), "tiles": state_tiles()}
        return self.render(request, context_overrides=shown | groups(request, results))

    @path("<slug:slug>/", name="organization")
    def organization(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One organization, to read, print or share; or, at two letters, everybody in a state."""
        state = state_of(slug)
        if state:
            return self.in_state(request, state)
        row = listed_organization(slug)
        context = {"organization": row, "code": qr_data_uri(f"{self.get_full_url(request)}{slug}/")}
        return self.render(request, template="directory/organization.html", context_overrides=context)

    @path("<slug:slug>/contact/", name="contact")
    def contact(self, request: HttpRequest, slug: str) -> HttpResponse:
        """The organization for the address book of a phone."""
        return contact_response(listed_organization(slug))

    def in_state(self, request: HttpRequest, state: str) -> HttpResponse:
        """Everybody with an office in a state, by name."""
        rows = Paginator(organizations_in(state), ROWS_PER_STATE_PAGE).get_page(request.GET.get("page"))
        context = {"state": state, "page_obj": rows}
        return self.render(request, template="directory/state.html", context_overrides=context)


def listed_organization(slug: str) -> Organization:
    """With all its parts. Raises Http404 where it is hidden or unknown."""
    row: Organization | None = Organization.objects.listed().complete().filter(slug=slug).first()
    if row is None:
        raise Http404("No such organization.")
    return row


def asked(request: HttpRequest) -> QueryDict | None:
    """The question in the query, with the usual distance where none was chosen; none on the start page."""
    if "zip" not in request.GET:
        return None
    query = request.GET.copy()
    if not query.get("distance"):
        query["distance"] = str(USUAL_MILES)
    return query


def groups(request: HttpRequest, results: Results) -> dict[str, Any]:
    """The lists of a page: the near ones in pages with the first of the others below, or one group alone in pages."""
    alone = request.GET.get("only", "")
    of_group = {"state": results.serving_state, "farther": results.farther, "national": results.national}
    rows = of_group.get(alone, results.near)
    page = Paginator(rows, CARDS_PER_PAGE).get_page(request.GET.get("page"))
    others = of_group if alone not in of_group and page.number == 1 else {}
    return {
        "alone": alone if alone in of_group else "",
        "page_obj": page,
        "others": {name: found[:CARDS_OF_OTHERS] for name, found in others.items()},
        "left_over": {name: len(found) - CARDS_OF_OTHERS for name, found in others.items()},
        "kept_query": query_without(request, "page"),
        "query_of_all": query_without(request, "page", "only"),
    }


def query_without(request: HttpRequest, *names: str) -> str:
    """The asked question for links to its other pages."""
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    return query.urlencode()
