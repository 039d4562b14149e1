"""A machine that shows the site to the person who works on it: `make run`."""

from cms.settings.base import *
from cms.settings.base import DATA_DIR, STORAGES, TEMPLATES, env
from cms.settings.encryption_keys import DEVELOPMENT_KEY

# Off by default, so that you see the error pages a reader would see; DEBUG=1 shows Django's.
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="development-only-key-that-protects-nothing-at-all")
# A fixed key, so that a development database can be opened again; production never accepts it.
ENCRYPTION_KEYS = env.list("ENCRYPTION_KEYS", default=[DEVELOPMENT_KEY])

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
SERVE_MEDIA = True

# An edited template shows on the next reload, without DEBUG.
TEMPLATES[0]["APP_DIRS"] = False
TEMPLATES[0]["OPTIONS"]["loaders"] = [  # type: ignore[index]
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]

LOCAL_MAILBOX = True
DEMO_USERS = True
INSTALLED_APPS = [*INSTALLED_APPS, "wagtail.contrib.styleguide"]
