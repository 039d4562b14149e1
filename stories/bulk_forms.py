"""What moderators choose for several stories at once."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stories.services.bulk import MOST_AT_ONCE, Listed

SPAM, TAKE = "spam", "take"


class ListedField(forms.Field):
    """Ticked rows of the queue, each "id:version", each once."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {
        "required": _("Tick at least one story first. Nothing was changed."),
        "invalid": _("Nothing was changed. Load the list again."),
        "too_many": _("At most %(most)d stories at once. Nothing was changed."),
    }

    def to_python(self, value: Any) -> list[Listed]:
        rows = dict.fromkeys(value or [])
        if len(rows) > MOST_AT_ONCE:
            raise ValidationError(self.error_messages["too_many"], code="too_many", params={"most": MOST_AT_ONCE})
        return [self._listed(row) for row in rows]

    def _listed(self, row: str) -> Listed:
        pk, _colon, version = row.partition(":")
        try:
            return Listed(uuid.UUID(pk), int(version))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class BulkForm(forms.Form):
    act = forms.ChoiceField(
        choices=[(SPAM, _("Mark as spam")), (TAKE, _("Take these myself"))],
        error_messages={"required": _("Nothing was changed. Load the list again.")},
    )
    stories = ListedField()
