"""Offices with their holders, branch offices and positions in the admin."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, PageChooserPanel, Panel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.officials.choosers import HolderChooserViewSet, OfficeChooserViewSet
from cms.officials.models import DistrictOffice, Holder, Office, Position
from cms.places.states import state_choices

HEALTH = [
    ("stale", _("Not checked for half a year")),
    ("no_phone", _("Without a phone")),
    ("vacant", _("Vacant")),
    ("corrected", _("Corrected by hand")),
]
CONTACT: list[Panel] = [
    FieldRowPanel([FieldPanel("phone"), FieldPanel("time_zone")]),
    FieldPanel("address"),
    FieldPanel("hours"),
    FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
]
ORIGIN = MultiFieldPanel(
    [FieldPanel("source"), FieldRowPanel([FieldPanel("checked_on"), FieldPanel("is_corrected")])],
    _("Where this comes from"),
    help_text=_("Tick “corrected by hand” when you change contact data: otherwise the next import takes it back."),
)


class OfficeFilterSet(WagtailFilterSet):
    """By kind, state, and what is wrong with the contact data."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=state_choices)
    health = django_filters.ChoiceFilter(label=_("Data"), choices=HEALTH, method="by_health")

    class Meta:
        model = Office
        fields = ["kind"]

    def by_health(self, rows: Any, name: str, value: str) -> QuerySet[Office]:
        found: dict[str, QuerySet[Office]] = {
            "stale": rows.stale(),
            "no_phone": rows.without_phone(),
            "vacant": rows.vacant(),
            "corrected": rows.filter(is_corrected=True),
        }
        return found[value]


class HolderFilterSet(WagtailFilterSet):
    """By kind and state of the office, and whether the term should be over."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=state_choices, field_name="office__state")
    review = django_filters.BooleanFilter(label=_("Term is over by our data"), method="by_review")

    class Meta:
        model = Holder
        fields = ["office__kind"]

    def by_review(self, rows: Any, name: str, value: bool) -> QuerySet[Holder]:
        found: QuerySet[Holder] = rows.needs_review() if value else rows
        return found


class _Rows(SnippetViewSet):
    search_backend_name = None
    list_per_page = 50
    copy_view_enabled = False


class OfficeViewSet(_Rows):
    model = Office
    icon = "home"
    menu_label = _("Offices")
    filterset_class = OfficeFilterSet
    chooser_viewset_class = OfficeChooserViewSet
    search_fields = ["name", "state", "holders__name"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("name")]),
                    FieldRowPanel([FieldPanel("state"), FieldPanel("other_state"), FieldPanel("district")]),
                ],
                _("The office"),
            ),
            MultiFieldPanel([*CONTACT, FieldPanel("website"), FieldPanel("contact_form")], _("How to reach it")),
            ORIGIN,
        ]
    )
    list_display = [
        Column("label", label=_("Office"), sort_key="state"),
        Column("holder", label=_("Held by")),
        Column("phone", label=_("Phone"), sort_key="phone"),
        DateColumn("checked_on", label=_("Last checked"), sort_key="checked_on"),
        BooleanColumn("is_corrected", label=_("By hand")),
    ]

    def get_queryset(self, request: Any) -> QuerySet[Office]:
        return Office.objects.with_holders()


class HolderViewSet(_Rows):
    model = Holder
    icon = "user"
    menu_label = _("Holders")
    filterset_class = HolderFilterSet
    chooser_viewset_class = HolderChooserViewSet
    search_fields = ["name", "office__name"]
    edit_handler = ObjectList(
        [
            FieldPanel("office"),
            FieldRowPanel([FieldPanel("name"), FieldPanel("party")]),
            FieldRowPanel([FieldPanel("start"), FieldPanel("end"), FieldPanel("left_on")]),
            FieldRowPanel([FieldPanel("source"), FieldPanel("checked_on")]),
        ]
    )
    list_display = [
        "name",
        Column("office", label=_("Office"), sort_key="office__state"),
        Column("party", label=_("Party"), sort_key="party"),
        DateColumn("end", label=_("Term ends"), sort_key="end"),
        DateColumn("left_on", label=_("Left on"), sort_key="left_on"),
    ]

    def get_queryset(self, request: Any) -> QuerySet[Holder]:
        return Holder.objects.select_related("office")


class DistrictOfficeViewSet(_Rows):
    model = DistrictOffice
    icon = "home"
    menu_label = _("District offices")
    list_filter = ["state"]
    search_fields = ["city", "office__holders__name"]
    edit_handler = ObjectList(
        [
            FieldPanel("office"),
            FieldRowPanel([FieldPanel("city"), FieldPanel("state"), FieldPanel("zip")]),
            MultiFieldPanel(CONTACT, _("How to reach it")),
            ORIGIN,
            FieldPanel("closed_on"),
        ]
    )
    list_display = [
        Column("city", label=_("City"), sort_key="city"),
        Column("state", label=_("State"), sort_key="state"),
        Column("office", label=_("Office")),
        Column("phone", label=_("Phone")),
        DateColumn("checked_on", label=_("Last checked"), sort_key="checked_on"),
        DateColumn("closed_on", label=_("Closed on"), sort_key="closed_on"),
    ]

    def get_queryset(self, request: Any) -> QuerySet[DistrictOffice]:
        return DistrictOffice.objects.select_related("office")


class PositionViewSet(_Rows):
    model = Position
    icon = "comment"
    menu_label = _("Positions")
    list_filter = ["stance", "is_sample"]
    search_fields = ["holder__name"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("holder"), FieldPanel("stance")]),
            PageChooserPanel("campaign", "actions.CampaignPage"),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("source_url"), FieldPanel("stated_on")]), FieldPanel("is_sample")],
                _("Where this comes from"),
                help_text=_(
                    "Give the address where they said it, and the day. Silence has no source: choose “has said "
                    "nothing” and the day on which you last looked. In favor and against are meant of what the "
                    "campaign asks for. The newest position of a person is shown."
                ),
            ),
        ]
    )
    list_display = [
        Column("holder", label=_("Person"), sort_key="holder__name"),
        Column("stance", label=_("Position"), accessor="get_stance_display", sort_key="stance"),
        Column("campaign", label=_("Campaign")),
        DateColumn("stated_on", label=_("Date"), sort_key="stated_on"),
        BooleanColumn("is_sample", label=_("Sample")),
    ]

    def get_queryset(self, request: Any) -> QuerySet[Position]:
        return Position.objects.select_related("holder", "campaign")


class OfficialsViewSetGroup(SnippetViewSetGroup):
    """One entry of the menu for all of them."""

    menu_label = _("Officials")
    menu_icon = "group"
    menu_order = 330
    items = (OfficeViewSet, HolderViewSet, DistrictOfficeViewSet, PositionViewSet)
