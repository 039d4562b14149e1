"""The optional captcha. Off without keys; it can make a story suspect, never lose it."""

import logging

from django.conf import settings
from django_recaptcha import client

logger = logging.getLogger(__name__)
# What a page with the captcha must be allowed to load, and nothing else.
CONTENT_POLICY = {
    "script-src": ["https://www.google.com/recaptcha/", "https://www.gstatic.com/recaptcha/"],
    "frame-src": ["https://www.google.com/recaptcha/"],
}


def is_on() -> bool:
    return bool(settings.RECAPTCHA_PUBLIC_KEY and settings.RECAPTCHA_PRIVATE_KEY)


def site_key() -> str:
    """The public key for the page, empty while the captcha is off."""
    return str(settings.RECAPTCHA_PUBLIC_KEY) if is_on() else ""


def is_suspect(answer: str) -> bool:
    """Whether a person should look first: the check failed, or the service could not be asked.

    The visitor's address is not passed on.
    """
    if not is_on():
        return False
    try:
        response = client.submit(recaptcha_response=answer, private_key=settings.RECAPTCHA_PRIVATE_KEY, remoteip="")
    except Exception as error:  # urllib, JSON, sockets: whatever the service does, the story comes first
        logger.warning("stories: the captcha service did not answer: %s", type(error).__name__)
        return True
    return not response.is_valid
