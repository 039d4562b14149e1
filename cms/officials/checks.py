"""What `manage.py check` says about a phone line that is half set up."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004  (Django’s own name)

from cms.officials.bridge_settings import has_number, has_package


@register()
def check_phone_bridge(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Says nothing where there is no phone line."""
    number = settings.PHONE_BRIDGE_NUMBER
    if not settings.PHONE_BRIDGE_TOKEN:
        return [_without_token()] if number else []
    return list(_about_line())


def _without_token() -> CheckMessage:
    return Warning(
        "PHONE_BRIDGE_NUMBER is set, but nobody would answer there.",
        hint="Set PHONE_BRIDGE_TOKEN to the provider's auth token, or leave both empty.",
        id="officials.W001",
    )


def _about_line() -> Iterator[CheckMessage]:
    if not has_package():
        yield Error(
            "PHONE_BRIDGE_TOKEN is set, but the package “twilio” is missing: install requirements/production.txt.",
            id="officials.E002",
        )
    if not has_number():
        yield Error(
            "PHONE_BRIDGE_NUMBER must be the line's number as + and digits, such as +12025550123.",
            hint="Offices see it as caller ID, instead of the numbers of those who call.",
            id="officials.E003",
        )
    if not settings.DEBUG and not settings.PUBLIC_URL.startswith("https://"):
        yield Error(
            "PHONE_BRIDGE_TOKEN is set: PUBLIC_URL must begin with https://, exactly as the provider calls it.",
            hint="The signature of each request covers the address.",
            id="officials.E004",
        )
