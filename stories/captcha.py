"""The optional captcha. Off without keys; it can make a story suspect, never lose it.

Its script comes from another company, so it gets a page of its own before anything is written. What it said is
carried along, signed, and good for the one story of the form it was said for.
"""

import logging

from django.conf import settings
from django.core import signing
from django_recaptcha import client

logger = logging.getLogger(__name__)
# What the page with the captcha must be allowed to load, and nothing else.
CONTENT_POLICY = {
    "script-src": ["https://www.google.com/recaptcha/", "https://www.gstatic.com/recaptcha/"],
    "frame-src": ["https://www.google.com/recaptcha/"],
}
SALT = "stories.captcha"


def is_on() -> bool:
    return bool(settings.RECAPTCHA_PUBLIC_KEY and settings.RECAPTCHA_PRIVATE_KEY)


def site_key() -> str:
    """The public key for the page, empty while the captcha is off."""
    return str(settings.RECAPTCHA_PUBLIC_KEY) if is_on() else ""


def proof(answer: str, form_key: str) -> str:
    """A signed word that a person holds the form of this key; empty where the check failed or could not be made.

    The visitor's address is not passed on.
    """
    if not (is_on() and answer):
        return ""
    try:
        response = client.submit(recaptcha_response=answer, private_key=settings.RECAPTCHA_PRIVATE_KEY, remoteip="")
    except Exception as error:  # urllib, JSON, sockets: whatever the service does, the story comes first
        logger.warning("stories: the captcha service did not answer: %s", type(error).__name__)
        return ""
    return signing.dumps(form_key, salt=SALT) if response.is_valid else ""


def is_suspect(given: str, form_key: str) -> bool:
    """Whether a person should look first, because nothing shows that one holds this form."""
    if not is_on():
        return False
    try:
        return bool(signing.loads(given, salt=SALT) != form_key)
    except signing.BadSignature:
        return True
