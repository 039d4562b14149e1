"""The forms of the directory's desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.core.forms import offer
from cms.directory.languages import language_names
from cms.directory.merging import CHOSEN
from cms.directory.models import Organization

LARGEST_FILE = 5_000_000  # bytes


class UploadForm(forms.Form):
    """A file of organizations."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "A package of tables (zip) or JSON in the form of Open Referral HSDS, a plain table (CSV), or the Justice "
            "Department’s list of recognized organizations (CSV). At most 5 MB. "
            "Nothing is written before you have seen the report."
        ),
        error_messages={"required": gettext_lazy("Choose a file."), "empty": gettext_lazy("This file is empty.")},
    )
    are_listed = forms.BooleanField(
        label=gettext_lazy("Show new organizations in the directory at once"),
        required=False,
        help_text=gettext_lazy(
            "They are marked as not verified until somebody checks them. Otherwise they stay hidden."
        ),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("This file has more than 5 MB. Use the command import_organizations for it."))
        return file


class MergeForm(forms.Form):
    """Which of two organizations stays, and whose value, field by field."""

    stays = forms.TypedChoiceField(coerce=int, label=gettext_lazy("Which one stays"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, pair: tuple[Organization, Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {row.pk: row for row in pair}
        first, second = pair
        offer(self, "stays", [(row.pk, f"{row.name} ({row.where or '–'})") for row in pair])
        self.fields["stays"].initial = first.pk
        for name in CHOSEN:
            if getattr(first, name) != getattr(second, name):
                self.fields[name] = self._choice(name, first, second)

    def _choice(self, name: str, first: Organization, second: Organization) -> forms.TypedChoiceField:
        label = Organization._meta.get_field(name).verbose_name
        # Whoever was hidden stays hidden, unless a person says otherwise: perhaps they asked for it.
        is_second_better = not getattr(first, name) if name != "is_listed" else first.is_listed
        return forms.TypedChoiceField(
            coerce=int,
            label=str(label).capitalize(),
            widget=forms.RadioSelect,
            choices=[(row.pk, shown(row, name)) for row in (first, second)],
            initial=(second if is_second_better else first).pk,
        )

    @property
    def chosen(self) -> dict[str, Any]:
        """{field: value} for the one that stays."""
        data = {name: pk for name, pk in self.cleaned_data.items() if name != "stays"}
        return {name: getattr(self.rows[pk], name) for name, pk in data.items()}


def shown(row: Organization, name: str) -> str:
    """A value as the desk reads it."""
    value = getattr(row, name)
    if name == "languages":
        value = ", ".join(language_names(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value) if value not in ("", None) else "–"
