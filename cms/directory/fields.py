"""Columns of the directory: a list of codes in one column, which costs no query of its own, and checked numbers."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.core.forms import PhoneField, ZipField


def validate_phone(value: str) -> None:
    """A U.S. phone number in any notation, else ValidationError."""
    PhoneField().clean(value)


def validate_zip(value: str) -> None:
    """Five digits with or without the four after them, else ValidationError."""
    ZipField().clean(value)


if TYPE_CHECKING:
    ListInCharField = models.CharField[list[str], list[str]]
else:
    ListInCharField = models.CharField


class CodeCheckboxes(forms.MultipleChoiceField):
    """Check boxes; the value is a list of codes."""

    widget = forms.CheckboxSelectMultiple


class CodesField(ListInCharField):
    """A list of short codes (["en", "es"]), stored as "|en|es|" and chosen with check boxes.

    `filter(languages__contains="|es|")` finds the rows that have a code; codes hold no "|".
    """

    description = "A list of codes"
    empty_strings_allowed = False

    def __init__(self, *args: Any, codes: Any = (), **kwargs: Any) -> None:
        self.codes = list(codes)
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> list[str]:
        return self.to_python(value)

    def to_python(self, value: Any) -> list[str]:
        if isinstance(value, str):
            value = value.split("|")
        return [code for code in value or [] if code]

    def get_prep_value(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        codes = self.to_python(value)
        return f"|{'|'.join(codes)}|" if codes else ""

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        known = {code for code, _name in self.codes}
        unknown = [code for code in value if code not in known]
        if unknown:
            raise ValidationError(_("Unknown codes: %(codes)s."), params={"codes": ", ".join(unknown)})

    def run_validators(self, value: Any) -> None:
        super().run_validators(self.get_prep_value(value))

    def formfield(self, **kwargs: Any) -> forms.Field:
        return CodeCheckboxes(
            choices=self.codes, required=False, label=kwargs.get("label", self.verbose_name), help_text=self.help_text
        )
