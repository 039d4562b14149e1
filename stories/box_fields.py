"""Boxes over a photo in a form: one row of four numbers each. A script lets people draw them; none is needed."""

import re
from itertools import zip_longest
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stories.boxes import MOST_BOXES, Box

PARTS = {"left": _("From the left"), "top": _("From the top"), "width": _("Width"), "height": _("Height")}
EMPTY_ROWS = 2
PERCENT = re.compile(r"\s*[0-9]{1,3}\s*")


class BoxRows(forms.Widget):
    """The boxes so far and two empty rows. Its value is a list of four texts or numbers each."""

    template_name = "stories/admin/boxes.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[tuple[str, ...]]:
        columns = [data.getlist(f"{name}_{part}") for part in PARTS]
        return [row for row in zip_longest(*columns, fillvalue="") if any(text.strip() for text in row)]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        filled = list(value or ())[:MOST_BOXES]
        empty: list[Any] = [("", "", "", "")] * min(EMPTY_ROWS, MOST_BOXES - len(filled))
        rows = [
            [
                {"name": f"{name}_{part}", "part": part, "label": label, "value": number}
                for (part, label), number in zip(PARTS.items(), row, strict=True)
            ]
            for row in (*filled, *empty)
        ]
        return {**super().get_context(name, value, attrs), "rows": rows}


class BoxesField(forms.Field):
    """Cleans to a tuple of boxes, each inside the photo."""

    widget = BoxRows
    default_error_messages = {
        "many": _("At most %(most)d boxes fit on one photo."),
        "numbers": _("Box %(number)d: fill in four whole numbers from 0 to 100."),
        "outside": _("Box %(number)d: it must lie inside the photo and be at least 1 wide and 1 high."),
    }

    def clean(self, value: Any) -> tuple[Box, ...]:
        if len(value) > MOST_BOXES:
            raise self._error("many", most=MOST_BOXES)
        return tuple(self._box(number, row) for number, row in enumerate(value, start=1))

    def _box(self, number: int, row: tuple[str, ...]) -> Box:
        if not all(PERCENT.fullmatch(text) for text in row):
            raise self._error("numbers", number=number)
        box = Box(*map(int, row))
        if not box.is_inside:
            raise self._error("outside", number=number)
        return box

    def _error(self, code: str, **values: int) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=values)
