"""Mail providers whose webhooks can be turned on, and whether they are."""

from importlib.util import find_spec

from django.conf import settings

# Those that django-anymail protects with our secret. Mailgun signs as well, with a key of its own.
PROVIDERS = ("amazon_ses", "mailgun", "mailjet", "postmark", "sparkpost")
SIGNING = ("mailgun",)
SHORTEST_SECRET = 20


def problem() -> str:
    """What keeps the webhooks of MAIL_WEBHOOK_PROVIDER off, in a sentence; empty where nothing does."""
    provider, secret = settings.MAIL_WEBHOOK_PROVIDER, settings.MAIL_WEBHOOK_SECRET
    if provider not in PROVIDERS:
        return f"MAIL_WEBHOOK_PROVIDER must be one of {', '.join(PROVIDERS)}."
    if ":" not in secret or len(secret) < SHORTEST_SECRET:
        return f"MAIL_WEBHOOK_SECRET must be user:password, with at least {SHORTEST_SECRET} characters."
    if provider in SIGNING and not settings.MAIL_WEBHOOK_SIGNING_KEY:
        return f"MAIL_WEBHOOK_SIGNING_KEY must be the key with which {provider} signs its calls."
    if find_spec("anymail") is None:
        return "Webhooks need django-anymail: install requirements/production.txt."
    return ""


def webhooks_are_on() -> bool:
    """Whether a provider is named and everything it needs is there. Without its secret there is no way in."""
    return bool(settings.MAIL_WEBHOOK_PROVIDER) and not problem()
