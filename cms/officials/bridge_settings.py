"""Whether this site has a phone line of its own, and its number."""

import re
from importlib.util import find_spec

from django.conf import settings

E164 = re.compile(r"\+[1-9]\d{7,14}")


def has_package() -> bool:
    """Whether the provider's package is there (it is one of the optional ones, in requirements/production.txt)."""
    return find_spec("twilio") is not None


def has_number() -> bool:
    """Whether PHONE_BRIDGE_NUMBER can be dialed from anywhere."""
    return E164.fullmatch(settings.PHONE_BRIDGE_NUMBER) is not None


def bridge_is_on() -> bool:
    """All three: without our own number as caller ID, offices would see the numbers of the callers."""
    return bool(settings.PHONE_BRIDGE_TOKEN) and has_number() and has_package()


def bridge_number() -> str:
    """The number (E.164) that a page may show; empty where nobody would answer."""
    return str(settings.PHONE_BRIDGE_NUMBER) if bridge_is_on() else ""
