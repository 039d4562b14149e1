"""The page on which a supporter writes to a U.S. Attorney, a governor or a company."""

from typing import ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.contrib.routable_page.models import path
from wagtail.models import Orderable
from wagtail.search import index

from cms.actions.contact import steps as contact_steps
from cms.actions.contact.whom import Whom
from cms.actions.models.officials_base import OfficialsActionPage

# With date, addresses and signature this is one printed page: see tests/browser/test_journey_contact.py.
LONGEST_LETTER = 1800
MOST_OFFICES = 12


class ContactPage(OfficialsActionPage):
    """Offices to reach, what to ask them, and a letter to copy or print."""

    page_description = _(
        "Leads to U.S. Attorneys, governors, members of Congress or companies, with what to ask and a letter to print."
    )

    whom = models.CharField(_("whom to reach"), max_length=20, choices=Whom, default=Whom.GOVERNORS)
    subject = models.CharField(
        _("subject of the letter"), max_length=120, blank=True, help_text=_("A few words. It stands above the letter.")
    )
    letter = models.TextField(
        _("letter"),
        max_length=LONGEST_LETTER,
        blank=True,
        help_text=_(
            "From the greeting to the last sentence. Date, addresses, “Sincerely” and the line to sign on are added. "
            "[the official], [company], [your name], [your town] and [your state] are filled in where known. Keep it "
            "under 250 words: it must fit on one page."
        ),
    )

    content_panels: ClassVar[list[Panel]] = [
        *OfficialsActionPage.content_panels,
        FieldPanel("whom"),
        InlinePanel(
            "chosen_offices",
            heading=_("Offices, if you choose them yourself"),
            label=_("office"),
            max_num=MOST_OFFICES,
            help_text=_("Only for “the offices chosen below”. A company is added under Officials → Offices first."),
        ),
        MultiFieldPanel([FieldPanel("subject"), FieldPanel("letter")], _("Letter to print")),
        FieldPanel("more"),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [*OfficialsActionPage.search_fields, index.SearchField("subject")]

    class Meta:
        verbose_name = _("letter to officials or a company")
        verbose_name_plural = _("letters to officials or a company")

    @path("")
    def index_route(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return contact_steps.find_offices(self, request)

    @path("letter/<int:office_id>/")
    def letter_route(self, request: HttpRequest, office_id: int) -> HttpResponse:
        return contact_steps.make_letter(self, request, office_id)


class ChosenOffice(Orderable):
    """An office that an editor chose for a page, and whom to address there."""

    page = ParentalKey(ContactPage, on_delete=models.CASCADE, related_name="chosen_offices")
    office = models.ForeignKey("officials.Office", verbose_name=_("office"), on_delete=models.CASCADE, related_name="+")
    addressee = models.CharField(
        _("whom to address"),
        max_length=120,
        blank=True,
        help_text=_("As it stands on an envelope, in English: Chief Executive Officer."),
    )
    source = models.URLField(
        _("source"), max_length=300, blank=True, help_text=_("Where that is written. Empty: shown as not verified.")
    )

    panels: ClassVar[list[Panel]] = [FieldPanel("office"), FieldPanel("addressee"), FieldPanel("source")]

    class Meta(Orderable.Meta):
        verbose_name = _("chosen office")
        verbose_name_plural = _("chosen offices")

    def __str__(self) -> str:
        return str(self.office)
