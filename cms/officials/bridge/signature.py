"""Whether a request comes from the provider: it signs the address and every field with our token."""

from django.conf import settings
from django.http import HttpRequest
from twilio.request_validator import RequestValidator


def is_signed(request: HttpRequest) -> bool:
    """The address is the one that the provider was told, whatever proxies have made of it."""
    signature = request.headers.get("X-Twilio-Signature", "")
    address = f"{settings.PUBLIC_URL}{request.get_full_path()}"
    return bool(RequestValidator(settings.PHONE_BRIDGE_TOKEN).validate(address, request.POST, signature))
