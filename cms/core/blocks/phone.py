"""Phone numbers inside blocks."""

from typing import Any

import phonenumbers
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.core.forms import PhoneField


class PhoneBlock(blocks.FieldBlock):
    """A U.S. phone number in any notation; the value is E.164 (+18554401800)."""

    def __init__(self, required: bool = True, help_text: str | None = None, **kwargs: Any) -> None:
        self.field = PhoneField(required=required, help_text=help_text or _("For example (855) 440-1800."))
        super().__init__(**{"label": _("Phone number"), **kwargs})

    class Meta:
        icon = "mobile-alt"


def phone_link(number: str) -> str:
    """`tel:+18554401800` of an E.164 number; an empty text stays empty."""
    return f"tel:{number}" if number else ""


def readable_phone(number: str) -> str:
    """`(855) 440-1800` of an E.164 number; anything else comes back as it is."""
    try:
        parsed = phonenumbers.parse(number, "US")
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
