"""A public server. It refuses to start without its secrets."""

from itertools import chain

from django.core.exceptions import ImproperlyConfigured

from cms.settings.base import *
from cms.settings.base import BLIND_INDEX_KEY, ENCRYPTION_KEYS, PUBLIC_URL, SECRET_KEY, env
from cms.settings.encryption_keys import published, unusable

if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY must be a random text of at least 50 characters. Set it in the environment.")
if BLIND_INDEX_KEY and len(BLIND_INDEX_KEY) < 50:
    raise ImproperlyConfigured("BLIND_INDEX_KEY must be empty or a random text of at least 50 characters.")
for sentence in chain(unusable(ENCRYPTION_KEYS), published(ENCRYPTION_KEYS)):
    raise ImproperlyConfigured(sentence)
if not PUBLIC_URL.startswith("https://"):
    raise ImproperlyConfigured("PUBLIC_URL must be the public address of the site and begin with https://.")

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=60 * 60 * 24 * 365)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=True)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
