"""Papers in the admin: one screen per rulebook, and a list that shows which rules need reading."""

from typing import Any

import django_filters
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView, SnippetViewSet

from cms.core.clock import today
from cms.letters.desk.paper_forms import PaperForm
from cms.letters.models import Newspaper
from cms.letters.models.newspaper import STALE_AFTER
from cms.letters.services import note_edit, verify_paper
from cms.places.states import state_choices

FRESHNESS = [
    ("never", _("Never read")),
    ("stale", _("Read more than 180 days ago")),
    ("fresh", _("Read in the last 180 days")),
    ("bouncing", _("Mail to it bounces")),
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
    MultiFieldPanel([FieldPanel("areas")], _("What it covers")),
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
    """By state, language, kind, way to send, and how long ago the rules were read."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=state_choices)
    freshness = django_filters.ChoiceFilter(label=_("Rules"), choices=FRESHNESS, method="by_freshness")

    class Meta:
        model = Newspaper
        fields = ["language", "kind", "channel", "reach", "is_active"]

    def by_freshness(self, rows: QuerySet[Newspaper], name: str, value: str) -> QuerySet[Newspaper]:
        limit = today() - STALE_AFTER
        if value == "never":
            return rows.filter(verified_on=None)
        if value == "bouncing":
            return rows.filter(bounce_streak__gt=0)
        return rows.filter(verified_on__lt=limit) if value == "stale" else rows.filter(verified_on__gte=limit)


class NotesVerification:
    """A new date of reading is the work of whoever saved it, and forgives the paper's bounces."""

    def save_instance(self) -> Newspaper:
        paper: Newspaper = super().save_instance()  # type: ignore[misc]  # a mixin of Wagtail's views
        note_edit(newspaper_id=paper.pk, areas=self.form.covered)  # type: ignore[attr-defined]
        if "verified_on" in self.form.changed_data and paper.verified_on:  # type: ignore[attr-defined]
            user_id = self.request.user.pk  # type: ignore[attr-defined]
            return verify_paper(newspaper_id=paper.pk, user_id=user_id, on=paper.verified_on)
        return paper


class PaperCreateView(NotesVerification, CreateView):
    """Add a paper."""


class PaperEditView(NotesVerification, EditView):
    """Change a paper."""

    @property
    def header_buttons(self) -> list[HeaderButton]:
        address = reverse("papers_desk:verify", args=[self.object.pk])
        return [HeaderButton(_("Read the rules"), url=address, icon_name="check")]


class PaperIndexView(IndexView):
    """The list, with the doors to what concerns many papers at once."""

    @property
    def header_more_buttons(self) -> list[Button]:
        doors = [
            ("add", "import", _("Import a table"), "upload"),
            ("view", "export", _("Export all (CSV)"), "download"),
            ("delete", "duplicates", _("Likely duplicates"), "copy"),
        ]
        return [
            Button(label, url=reverse(f"papers_desk:{name}"), icon_name=icon, priority=10)
            for right, name, label, icon in doors
            if self.user_has_permission(right)
        ]


class PaperViewSet(SnippetViewSet):
    model = Newspaper
    icon = "doc-full-inverse"
    menu_label = _("Newspapers")
    menu_order = 320
    add_to_admin_menu = True
    add_view_class = PaperCreateView
    edit_view_class = PaperEditView
    index_view_class = PaperIndexView
    filterset_class = PaperFilterSet
    search_fields = ["name", "city", "domain"]
    search_backend_name = None
    # Bouncing and stale ones are offered, or were: they come first. Then those that nobody has read.
    ordering = ["urgency", "verified_on", "name"]
    list_per_page = 50
    copy_view_enabled = False
    edit_handler = ObjectList(PANELS, base_form_class=PaperForm)
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
        needs_work = Q(bounce_streak__gt=0) | Q(verified_on__lt=today() - STALE_AFTER)
        urgency = Case(
            When(needs_work, then=Value(0)),
            When(verified_on=None, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        return Newspaper.objects.annotate(urgency=urgency)
