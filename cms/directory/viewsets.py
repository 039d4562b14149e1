"""The directory in the admin: one screen per organization, and a list that shows what needs a check."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.panels.title_field_panel import TitleFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.widgets.button import Button
from wagtail.admin.widgets.slug import SlugInput
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView, SnippetViewSet

from cms.directory.editing import note_edits
from cms.directory.hsds.files import JSON, PACKAGE, PLAIN
from cms.directory.hsds.sameness import duplicates_of
from cms.directory.models import Location, Organization
from cms.directory.models.organization import OrganizationQuerySet
from cms.directory.services import place_on_map
from cms.places.states import state_choices

FRESHNESS = [
    ("fresh", _("Checked in the last half year")),
    ("stale", _("Checked longer ago")),
    ("never_checked", _("Never checked")),
]


class OrganizationFilterSet(WagtailFilterSet):
    """By state and by how much its facts can be trusted."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=state_choices, method="in_state")
    freshness = django_filters.ChoiceFilter(label=_("Checked"), choices=FRESHNESS, method="by_freshness")

    class Meta:
        model = Organization
        fields = ["is_listed"]

    def in_state(self, rows: OrganizationQuerySet, name: str, value: str) -> OrganizationQuerySet:
        return rows.in_state(value)

    def by_freshness(self, rows: OrganizationQuerySet, name: str, value: str) -> OrganizationQuerySet:
        chosen: OrganizationQuerySet = getattr(rows, value)()
        return chosen


def both_languages(name: str, heading: Any = "") -> FieldRowPanel:
    """The English and the Spanish column of a text side by side."""
    return FieldRowPanel([FieldPanel(f"{name}_en"), FieldPanel(f"{name}_es")], heading=heading)


WHO = [
    MultiFieldPanel(
        [
            TitleFieldPanel("name", placeholder=False),
            FieldPanel("alternate_name"),
            FieldPanel("slug", widget=SlugInput),
            both_languages("description"),
        ],
        _("Who they are"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("website"), FieldPanel("email")]),
            FieldRowPanel([FieldPanel("volunteer_url"), FieldPanel("donate_url")]),
        ],
        _("How to reach them"),
    ),
    InlinePanel(
        "phones",
        [
            FieldRowPanel([FieldPanel("number"), FieldPanel("extension")]),
            both_languages("description"),
            MultiFieldPanel([FieldPanel("languages")], _("Languages"), classname="collapsed"),
        ],
        heading=_("Phones"),
        label=_("Phone"),
    ),
    FieldPanel("languages"),
]
SERVICE = [
    FieldRowPanel([FieldPanel("kind"), FieldPanel("cost"), FieldPanel("new_clients")]),
    both_languages("description"),
    both_languages("eligibility"),
    both_languages("apply"),
    both_languages("documents"),
    FieldRowPanel([FieldPanel("for_detained"), FieldPanel("for_released"), FieldPanel("is_remote")]),
]
LOCATION = [
    FieldPanel("name"),
    FieldPanel("address"),
    FieldRowPanel([FieldPanel("city"), FieldPanel("state"), FieldPanel("zip")]),
    FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
    both_languages("accessibility"),
    InlinePanel(
        "schedules",
        [
            FieldRowPanel([FieldPanel("day"), FieldPanel("opens_at"), FieldPanel("closes_at")]),
            both_languages("note"),
        ],
        heading=_("Opening hours"),
        label=_("Opening hours"),
    ),
]
WHERE = [
    InlinePanel("locations", LOCATION, heading=_("Locations"), label=_("Location")),
    InlinePanel(
        "service_areas",
        [FieldRowPanel([FieldPanel("extent"), FieldPanel("state"), FieldPanel("county")])],
        heading=_("Areas they serve"),
        label=_("Area"),
        help_text=_("Leave empty where they help whoever lives near their locations."),
    ),
]
TRUST = MultiFieldPanel(
    [
        FieldPanel("is_listed"),
        FieldRowPanel([FieldPanel("is_recognized"), FieldPanel("recognized_until")]),
        both_languages("source"),
        FieldPanel("checked_on", read_only=True),
    ],
    _("Can readers trust this?"),
    help_text=_("After a check, use “Mark as checked today” in the list of organizations."),
)
EVERYTHING_ON_ONE_SCREEN = [
    *WHO,
    InlinePanel("services", SERVICE, heading=_("What they do"), label=_("Service")),
    *WHERE,
    TRUST,
]


class PlacesLocations:
    """Put new and moved locations on the map after the form is saved, say where that failed, and note what changed."""

    def save_instance(self) -> Organization:
        organization: Organization = super().save_instance()  # type: ignore[misc]  # a mixin of Wagtail's views
        note_edits(organization=organization, names=changed_names(self.form))  # type: ignore[attr-defined]
        moved, typed = moved_locations(self.form)  # type: ignore[attr-defined]
        for label in place_on_map(locations=moved, typed=typed):
            text = _("We could not find %(place)s on the map: check its ZIP code, or fill in latitude and longitude.")
            messages.warning(self.request, text % {"place": label})  # type: ignore[attr-defined]
        return organization


class OrganizationCreateView(PlacesLocations, CreateView):
    """Add an organization."""


class OrganizationEditView(PlacesLocations, EditView):
    """Change an organization, and see at once whether it may stand there twice."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.has_perm("directory.delete_organization"):
            for other in duplicates_of(self.object):
                pair = sorted([self.object.pk, other.pk])
                text = _("This may be the same organization as %(name)s.") % {"name": other.name}
                button = messages.button(reverse("directory_desk:merge", args=pair), _("Compare"))
                messages.warning(request, text, buttons=[button])
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response


class OrganizationIndexView(IndexView):
    """The list, with the doors to what concerns many organizations at once."""

    @property
    def header_more_buttons(self) -> list[Button]:
        doors = [
            ("add", reverse("directory_desk:import"), _("Import a file"), "upload"),
            ("view", reverse("directory_desk:export", args=[PACKAGE]), _("Export as HSDS tables (zip)"), "download"),
            ("view", reverse("directory_desk:export", args=[JSON]), _("Export as HSDS JSON"), "download"),
            ("view", reverse("directory_desk:export", args=[PLAIN]), _("Export a plain table (CSV)"), "download"),
            ("delete", reverse("directory_desk:duplicates"), _("Likely duplicates"), "copy"),
        ]
        return [
            Button(label, url=url, icon_name=icon, priority=10)
            for right, url, label, icon in doors
            if self.user_has_permission(right)
        ]


def changed_names(form: Any) -> list[str]:
    """The fields and the parts that were changed on the screen."""
    parts = [name for name, formset in form.formsets.items() if formset.has_changed()]
    return [name for name in form.changed_data if name not in form.formsets] + parts


def moved_locations(form: Any) -> tuple[list[Location], list[Location]]:
    """The locations whose city, state or ZIP code was typed anew: without coordinates, and with typed ones."""
    forms = [one for one in form.formsets["locations"].forms if not one.cleaned_data.get("DELETE")]
    moved = [one for one in forms if {"city", "state", "zip"} & set(one.changed_data)]
    typed = [one.instance for one in moved if {"latitude", "longitude"} & set(one.changed_data)]
    return [one.instance for one in moved if one.instance not in typed], typed


class OrganizationViewSet(SnippetViewSet):
    """The list and the screen of organizations."""

    model = Organization
    icon = "group"
    menu_label = _("Directory")
    menu_name = "directory"
    menu_order = 320
    add_to_admin_menu = True
    add_view_class = OrganizationCreateView
    edit_view_class = OrganizationEditView
    index_view_class = OrganizationIndexView
    list_display = [
        "name",
        Column("where", label=_("Where")),
        DateColumn("checked_on", label=_("Checked on"), sort_key="checked_on"),
        BooleanColumn("is_listed", label=_("Shown")),
    ]
    filterset_class = OrganizationFilterSet
    list_per_page = 50
    ordering = ["name"]
    copy_view_enabled = False
    edit_handler = ObjectList(EVERYTHING_ON_ONE_SCREEN)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organization]:
        return Organization.objects.prefetch_related("locations", "service_areas")
