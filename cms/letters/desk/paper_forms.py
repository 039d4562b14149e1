"""The forms of the letters desk for papers."""

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.core.forms import offer
from cms.letters.models import Coverage, Newspaper
from cms.letters.models.rulebook import Rulebook
from cms.letters.papers.areas import Area, UnknownAreas, map_around, parse_areas, write_areas
from cms.letters.papers.columns import TAKEN
from cms.letters.papers.sameness import known_domain

RULES = [
    "accepts_letters", "channel", "letters_email", "letters_url", "postal_address", "signature_required",
    "word_limit", "frequency_days", "exclusive", "local_only", "must_include", "subject_phrase", "printing_days",
    "deadline_weekday", "deadline_time", "op_ed_limit", "op_ed_email", "cap_per_day", "cap_per_week", "any_hour",
    "source_url", "notes",
]  # fmt: skip
LARGEST_FILE = 5_000_000


class CoverageMixin:
    """Counties and ZIP codes in one box; what is wrong is said item by item, and the box keeps all of it."""

    def begin_areas(self: Any) -> None:
        if self.instance.pk:
            rows = Coverage.objects.filter(newspaper=self.instance.pk)
            self.initial.setdefault("areas", write_areas(rows, state=self.instance.state))

    def check_areas(self: Any, state: str) -> None:
        text = self.cleaned_data.get("areas") or ""
        try:
            self.covered: list[Area] = parse_areas(text, state=state, on_map=map_around(text, state=state))
        except UnknownAreas as error:
            self.add_error("areas", error.sentences)


def areas_field() -> forms.CharField:
    return forms.CharField(
        label=_("Counties and ZIP codes"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "For example: Hidalgo County; Cameron County; 78501 78504. A county of another state: Dona Ana County, NM. "
            "Statewide and national papers need none."
        ),
    )


class PaperForm(CoverageMixin, WagtailAdminModelForm):
    """A paper with everything."""

    areas = areas_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begin_areas()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.check_areas(cleaned.get("state") or self.instance.state)
        self.instance.domain = known_domain(cleaned.get("website") or "")
        return cleaned


def _with_https(field: models.Field[Any, Any], **options: Any) -> forms.Field | None:
    """The form field of a model field; an address typed without a scheme is taken for https."""
    if isinstance(field, models.URLField):
        options["assume_scheme"] = "https"
    return field.formfield(**options)


class VerifyForm(CoverageMixin, forms.ModelForm):
    """The whole rulebook on one screen: whoever saves it has read it today."""

    areas = areas_field()
    has_read = forms.BooleanField(
        label=_("I have read these rules today, at the address above"),
        error_messages={"required": _("Tick the box when you have read the paper's own rules.")},
    )

    class Meta:
        model = Newspaper
        fields = RULES
        formfield_callback = _with_https
        widgets: ClassVar[dict[str, Any]] = {
            "postal_address": forms.Textarea(attrs={"rows": 3}),
            "notes": forms.Textarea(attrs={"rows": 3}),
            "deadline_time": forms.TimeInput(attrs={"placeholder": "17:00"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begin_areas()
        self.fields["source_url"].required = True
        self.fields["source_url"].error_messages["required"] = _("Say where you read the rules.")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("channel") == Rulebook.Channel.UNKNOWN:
            self.add_error("channel", _("Choose how the paper takes letters."))
        self.check_areas(self.instance.state)
        return cleaned

    @property
    def rules(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in RULES}


class UploadForm(forms.Form):
    """A table of papers."""

    file = forms.FileField(
        label=_("Table (CSV)"),
        help_text=_("At most 5 MB. Excel: save as “CSV UTF-8”. Nothing is written before you have seen the report."),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("This file has more than 5 MB. Use the command import_newspapers for it."))
        return file


class MergeForm(forms.Form):
    """Which of two papers stays, and whose value, field by field."""

    stays = forms.TypedChoiceField(coerce=int, label=_("Which one stays"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, papers: tuple[Newspaper, Newspaper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.papers = {paper.pk: paper for paper in papers}
        first, second = papers
        offer(self, "stays", [(paper.pk, str(paper)) for paper in papers])
        self.fields["stays"].initial = first.pk
        for name in (*TAKEN, "verified_on"):
            if getattr(first, name) != getattr(second, name):
                self.fields[name] = self._choice(name, first, second)

    def _choice(self, name: str, first: Newspaper, second: Newspaper) -> forms.TypedChoiceField:
        label = Newspaper._meta.get_field(name).verbose_name  # type: ignore[union-attr]
        is_empty = getattr(first, name) in ("", None, Rulebook.Channel.UNKNOWN)
        return forms.TypedChoiceField(
            coerce=int,
            label=str(label).capitalize(),
            widget=forms.RadioSelect,
            choices=[(paper.pk, shown(paper, name)) for paper in (first, second)],
            initial=(second if is_empty else first).pk,
        )

    @property
    def chosen(self) -> dict[str, Any]:
        """{field: value} for the paper that stays."""
        data = {name: pk for name, pk in self.cleaned_data.items() if name != "stays"}
        values = {name: getattr(self.papers[pk], name) for name, pk in data.items()}
        if "verified_on" in data:
            values["verified_by_id"] = self.papers[data["verified_on"]].verified_by_id
        if "letters_email" in data:
            values["bounce_streak"] = self.papers[data["letters_email"]].bounce_streak
        if "website" in data:
            values["domain"] = known_domain(values["website"])
        return values


def shown(paper: Newspaper, name: str) -> str:
    """A value as the desk reads it."""
    display = getattr(paper, f"get_{name}_display", None)
    value = display() if display else getattr(paper, name)
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return str(value) if value not in ("", None) else "–"
