"""Web addresses that people paste: an article, and nothing that tells who looked at it."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from cms.core.text import clean_line

LONGEST = 300
TRACKERS = ("utm_", "fbclid", "gclid", "mc_eid", "igshid")
_check = URLValidator(schemes=["http", "https"])


class WebAddressField(forms.CharField):
    """The address of an article, as people paste it; the value is a clean http(s) address or empty."""

    widget = forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"})
    default_error_messages = {"malformed": _("Paste a web address, for example https://example.org/letters.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": LONGEST, **kwargs})

    def to_python(self, value: Any) -> str:
        try:
            return clean_web_address(super().to_python(value) or "")
        except ValidationError:
            raise ValidationError(self.error_messages["malformed"], code="malformed") from None


def clean_web_address(value: str) -> str:
    """Without name and password, without the part behind "#", without trackers.

    Raises:
        ValidationError: for what is no http(s) address.
    """
    typed = clean_line(value)
    if not typed:
        return ""
    address = typed if "://" in typed else f"https://{typed}"
    _check(address)
    parts = urlsplit(address)
    if "@" in parts.netloc:
        raise ValidationError(_("Leave out the name and the password."))
    kept = [part for part in parts.query.split("&") if not part.lower().startswith(TRACKERS)]
    return parts._replace(query="&".join(kept), fragment="").geturl()
