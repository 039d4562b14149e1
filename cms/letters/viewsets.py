"""Papers in the admin: one screen per rulebook, and a list that shows which rules need reading."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from cms.core.clock import today
from cms.letters.models import Newspaper
from cms.letters.models.newspaper import STALE_AFTER
from cms.letters.services import verify_paper
from cms.places.states import state_choices

FRESHNESS = [
    ("never", _("Never read")),
    ("stale", _("Read more than 180 days ago")),
    ("fresh", _("Read in the last 180 days")),
]

PANELS: list[Panel] = [
    MultiFieldPanel(
        [
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("language"), FieldPanel("reach")]),
            FieldPanel("website"),
            FieldRowPanel([FieldPanel("is_active"), FieldPanel("is_sample")]),
        ],
        _("The paper"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("city"), FieldPanel("state")]),
            FieldRowPanel([FieldPanel("county"), FieldPanel("county_fips"), FieldPanel("time_zone")]),
            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
        ],
        _("Where it is"),
    ),
    InlinePanel(
        "coverage",
        [FieldRowPanel([FieldPanel("state"), FieldPanel("county"), FieldPanel("zip")])],
        heading=_("What it covers"),
        label=_("Area"),
        help_text=_("Counties, or single ZIP codes. Statewide and national papers need none."),
    ),
    MultiFieldPanel(
        [
            FieldPanel("accepts_letters"),
            FieldPanel("channel"),
            FieldRowPanel([FieldPanel("letters_email"), FieldPanel("letters_url")]),
            FieldPanel("postal_address"),
            FieldRowPanel([FieldPanel("op_ed_email"), FieldPanel("op_ed_limit")]),
        ],
        _("How it takes letters"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("word_limit"), FieldPanel("frequency_days")]),
            FieldRowPanel([FieldPanel("exclusive"), FieldPanel("local_only"), FieldPanel("signature_required")]),
            FieldPanel("must_include"),
            FieldPanel("subject_phrase"),
            FieldRowPanel([FieldPanel("printing_days"), FieldPanel("deadline_weekday"), FieldPanel("deadline_time")]),
        ],
        _("Its rules"),
    ),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("cap_per_day"), FieldPanel("cap_per_week"), FieldPanel("any_hour")])],
        _("Its mailbag"),
        help_text=_("How many letters we let through, so that an editor is never flooded."),
    ),
    MultiFieldPanel(
        [FieldPanel("source_url"), FieldPanel("verified_on")],
        _("Where these rules come from"),
        help_text=_("A paper is offered to writers only when somebody has read its rules and says where and when."),
    ),
    FieldPanel("notes"),
]


class PaperFilterSet(WagtailFilterSet):
    """By state, way to send, and how long ago the rules were read."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=state_choices)
    freshness = django_filters.ChoiceFilter(label=_("Rules"), choices=FRESHNESS, method="by_freshness")

    class Meta:
        model = Newspaper
        fields = ["channel", "language", "reach", "is_active"]

    def by_freshness(self, rows: QuerySet[Newspaper], name: str, value: str) -> QuerySet[Newspaper]:
        limit = today() - STALE_AFTER
        if value == "never":
            return rows.filter(verified_on=None)
        return rows.filter(verified_on__lt=limit) if value == "stale" else rows.filter(verified_on__gte=limit)


class NotesVerification:
    """A new date of reading is the work of whoever saved it, and forgives the paper's bounces."""

    def save_instance(self) -> Newspaper:
        paper: Newspaper = super().save_instance()  # type: ignore[misc]  # a mixin of Wagtail's views
        if "verified_on" in self.form.changed_data and paper.verified_on:  # type: ignore[attr-defined]
            user_id = self.request.user.pk  # type: ignore[attr-defined]
            return verify_paper(newspaper_id=paper.pk, user_id=user_id, on=paper.verified_on)
        return paper


class PaperCreateView(NotesVerification, CreateView):
    """Add a paper."""


class PaperEditView(NotesVerification, EditView):
    """Change a paper."""


class PaperViewSet(SnippetViewSet):
    model = Newspaper
    icon = "doc-full-inverse"
    menu_label = _("Newspapers")
    menu_order = 320
    add_to_admin_menu = True
    add_view_class = PaperCreateView
    edit_view_class = PaperEditView
    filterset_class = PaperFilterSet
    search_fields = ["name", "city", "domain"]
    search_backend_name = None
    # Never read first, then the longest ago: that is where the work is.
    ordering = ["verified_on", "name"]
    list_per_page = 50
    copy_view_enabled = False
    edit_handler = ObjectList(PANELS)
    list_display = [
        "name",
        Column("place_label", label=_("Place"), sort_key="state"),
        Column("channel", label=_("How to send"), accessor="get_channel_display", sort_key="channel"),
        Column("word_limit", label=_("Words"), sort_key="word_limit"),
        DateColumn("verified_on", label=_("Rules read"), sort_key="verified_on"),
        BooleanColumn("may_be_offered", label=_("Offered")),
        Column("bounce_streak", label=_("Bounces"), sort_key="bounce_streak"),
    ]

    def get_queryset(self, request: Any) -> QuerySet[Newspaper]:
        return Newspaper.objects.all()
