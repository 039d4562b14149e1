"""Who has spoken out: an index by state, and a page for each state."""

from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel, Panel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page
from wagtail.search import index

from cms.core.blocks import BodyField
from cms.core.models import BasePage
from cms.core.navigation import pages_below_home
from cms.officials.record import STANCES, record_by_state, record_of_state, totals
from cms.places.states import ENGLISH_NAMES, state_name


class OnRecordPage(RoutablePageMixin, BasePage):
    """Where officials stand on one campaign, with sources. Tables, so that everybody can read them."""

    page_description = _("Shows where officials stand on a campaign: counts by state, and each state's people.")
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "actions.ActionIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    campaign = models.ForeignKey(
        "actions.CampaignPage",
        verbose_name=_("campaign"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Positions are found in whichever language the campaign was chosen."),
    )
    body = BodyField(verbose_name=_("text above the table"))

    content_panels: ClassVar[list[Panel]] = [
        *BasePage.content_panels,
        PageChooserPanel("campaign", "actions.CampaignPage"),
        FieldPanel("body"),
        FieldPanel("more"),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("officials on record")
        verbose_name_plural = _("officials on record")

    def campaign_here(self, request: HttpRequest) -> Page | None:
        """The campaign in this page's language, if it is public: the menus have read it already."""
        pages = pages_below_home(request)
        keys = {page.translation_key for page in pages if page.pk == self.campaign_id}
        return next((page for page in pages if page.translation_key in keys and page.locale_id == self.locale_id), None)

    @path("")
    def index_route(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        records = record_by_state(self.campaign_id)
        sums = totals(records)
        context = {
            "records": records,
            "totals": sums,
            "is_begun": any(sums[stance] for stance in STANCES),
            "has_samples": any(record.has_samples for record in records),
        }
        return self._show(request, context)

    @path("<str:code>/")
    def state_route(self, request: HttpRequest, code: str) -> HttpResponse:
        """`/on-record/tx/`: one address for each state, in small letters."""
        state = code.upper()
        if state not in ENGLISH_NAMES:
            raise Http404
        if code != state.lower():
            return HttpResponseRedirect(request.path.removesuffix(f"{code}/") + f"{state.lower()}/")
        context = {"records": record_of_state(state, self.campaign_id), "state_name": state_name(state)}
        return self._show(request, context, "actions/on_record_page_state.html")

    def _show(self, request: HttpRequest, context: dict[str, Any], template: str | None = None) -> HttpResponse:
        context["campaign"] = self.campaign_here(request)
        response: HttpResponse = self.render(request, context_overrides=context, template=template)
        return response
