"""The page on which a supporter plans a visit to a lawmaker's office nearby."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail.contrib.routable_page.models import path
from wagtail_localize.fields import SynchronizedField

from cms.actions.models.officials_base import OfficialsActionPage
from cms.actions.visit import sheet as visit_sheet
from cms.actions.visit import steps as visit_steps
from cms.actions.visit.blocks import ToolkitField
from cms.officials.visits.slots import SlotRules, WrongHours, parse_hours

LONGEST_AHEAD_DAYS = 90
MOST_PEOPLE_PER_SLOT = 50


def validate_hours(text: str) -> None:
    """Refuse what is no list of office hours, in a sentence that says how to write one."""
    try:
        parse_hours(text)
    except WrongHours:
        raise ValidationError(
            _("Write up to eight hours between 9:00 and 16:59, with commas between them, for example: 10:00, 14:00")
        ) from None


class VisitPage(OfficialsActionPage):
    """ZIP, offices nearby, a time, and a sheet to take along. What happens then is the officials' own business."""

    page_description = _(
        "Finds the offices of the visitor's lawmakers nearby, keeps the number of visitors per hour small, and asks "
        "afterwards how it went."
    )

    slot_hours = models.CharField(
        _("hours for visits"),
        max_length=80,
        default="10:00, 14:00",
        validators=[validate_hours],
        help_text=_("By the office's own clock, on working days. For example: 10:00, 14:00"),
    )
    people_per_slot = models.PositiveSmallIntegerField(
        _("people at a time"),
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE_PER_SLOT)],
        help_text=_("So that forty people do not stand in one office at once."),
    )
    days_ahead = models.PositiveSmallIntegerField(
        _("days ahead"),
        default=14,
        validators=[MinValueValidator(2), MaxValueValidator(LONGEST_AHEAD_DAYS)],
        help_text=_("How far ahead a visit can be planned."),
    )
    staff_email = models.EmailField(
        _("e-mail of your staff"),
        blank=True,
        help_text=_("Told of each visit: office, time and number of people, never a name. Not shown to visitors."),
    )
    toolkit = ToolkitField(
        verbose_name=_("toolkit"),
        help_text=_("A document that tells how to prepare a visit, with the pages that matter."),
    )

    override_translatable_fields: ClassVar[list[SynchronizedField]] = [
        *OfficialsActionPage.override_translatable_fields,
        SynchronizedField("slot_hours"),
    ]
    content_panels: ClassVar[list[Panel]] = [
        *OfficialsActionPage.content_panels,
        FieldPanel("toolkit"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("slot_hours"), FieldPanel("people_per_slot"), FieldPanel("days_ahead")]),
                FieldPanel("staff_email"),
            ],
            _("Visits"),
        ),
        FieldPanel("more"),
    ]

    class Meta:
        verbose_name = _("visit to an office")
        verbose_name_plural = _("visits to offices")

    @property
    def slot_rules(self) -> SlotRules:
        """What the officials need to know to offer times."""
        return SlotRules(parse_hours(self.slot_hours), self.people_per_slot, self.days_ahead)

    @path("")
    def index_route(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return visit_steps.find_office(self, request)

    @path("go/<int:branch_id>/")
    def plan(self, request: HttpRequest, branch_id: int) -> HttpResponse:
        return visit_steps.plan(self, request, branch_id)

    @path("sheet/")
    def sheet(self, request: HttpRequest) -> HttpResponse:
        return visit_sheet.show(self, request)
