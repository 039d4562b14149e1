"""A public server. It refuses to start without its secrets."""

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

from cms.settings.base import *
from cms.settings.base import ENCRYPTION_KEYS, PUBLIC_URL, SECRET_KEY, env

NEW_KEY = "python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'"

if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY must be a random text of at least 50 characters. Set it in the environment.")
if not ENCRYPTION_KEYS:
    raise ImproperlyConfigured(f"ENCRYPTION_KEYS must hold at least one key. Make one with: {NEW_KEY}")
for position, key in enumerate(ENCRYPTION_KEYS, start=1):
    try:
        Fernet(key)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"Key {position} of ENCRYPTION_KEYS is not valid. Make one with: {NEW_KEY}"
        ) from error
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
