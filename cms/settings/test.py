"""Settings of the test suite: quick hashing, mail and tasks where a test can see them."""

from cms.settings.base import *
from cms.settings.base import DATA_DIR, DATABASES, STORAGES
from cms.settings.encryption_keys import TEST_KEY

SECRET_KEY = "test-only-key-that-protects-nothing-at-all-0123456789"
ENCRYPTION_KEYS = [TEST_KEY]
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": None}
DATABASES["default"]["CONN_MAX_AGE"] = 0
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MEDIA_ROOT = DATA_DIR / "test-media"
LOCAL_MAILBOX = True
DEMO_USERS = True
# Look files up when asked: no scan for each test client, and no collected directory needed.
WHITENOISE_AUTOREFRESH = True
