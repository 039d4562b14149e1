"""Settings shared by every environment, and the only reader of environment variables.

Every variable is listed, with a comment, in `.env.example`.
"""

import zoneinfo
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from cms.settings.email_url import parse_email_url
from cms.settings.inbound_url import parse_imap_url

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.FileAwareEnv()
environ.Env.read_env(BASE_DIR / ".env")


def read_number(name: str, default: int) -> int:
    """A whole number from the environment, or a sentence that says what to set."""
    try:
        return int(env.int(name, default=default))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, such as {default}.") from error


# What this installation is called and where it lives
PUBLIC_URL: str = env.str("PUBLIC_URL", default="http://localhost:8000").rstrip("/")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))
DATA_DIR.mkdir(parents=True, exist_ok=True)
# What was taken back, outside of the database, so that a backup that is older than it cannot bring it back.
ENDINGS_FILE: str = env.str("ENDINGS_FILE", default=str(DATA_DIR / "endings.jsonl"))
OPEN_DATA_DIR: str = env.str("OPEN_DATA_DIR", default="")

# Secrets: production refuses to start without them (production.py); dev and test set their own.
SECRET_KEY: str = env.str("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", default=[])
ENCRYPTION_KEYS: list[str] = env.list("ENCRYPTION_KEYS", default=[])
BLIND_INDEX_KEY: str = env.str("BLIND_INDEX_KEY", default="")
DEBUG = False

INSTALLED_APPS = [
    "home",
    "stories",
    "cms.actions",
    "cms.directory",
    "cms.letters",
    "cms.officials",
    "cms.corrections",
    "cms.places",
    "cms.outbox",
    "cms.images",
    "cms.users",
    "cms.core",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "rest_framework",
    "axes",
    "csp",
    "django_recaptcha",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "cms.core.middleware.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.core.middleware.LanguageMiddleware",
    "cms.core.middleware.PageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Database: one SQLite file by default, tuned for many writers; PostgreSQL by DATABASE_URL.
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR}/kinship.sqlite3")}
DATABASES["default"]["CONN_MAX_AGE"] = 600
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Without IMMEDIATE, two writers that both began by reading answer "database is locked" at once.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # secure_delete: what is erased is overwritten in the file too, which not every build of SQLite does by itself.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000; PRAGMA secure_delete=ON;"
        ),
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Redis or Valkey: broker and shared cache. Without one, the cache lives in each process.
REDIS_URL: str = env.str("REDIS_URL", default="")
SOCKET_TIMEOUT_SECONDS = 5
CACHES: dict[str, dict[str, object]] = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if REDIS_URL:
    CACHES["default"] = {
        "BACKEND": "cms.core.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {
            "socket_timeout": SOCKET_TIMEOUT_SECONDS,
            "socket_connect_timeout": SOCKET_TIMEOUT_SECONDS,
        },
    }

# Celery: rows are the truth, tasks are hints (reliability.md gives the measurements).
CELERY_BROKER_URL: str = env.str("CELERY_BROKER_URL", default=REDIS_URL or "redis://127.0.0.1:6379/0")
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = SOCKET_TIMEOUT_SECONDS
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "socket_timeout": SOCKET_TIMEOUT_SECONDS,
    "socket_connect_timeout": SOCKET_TIMEOUT_SECONDS,
    "max_retries": 0,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "outbox-sweep": {"task": "cms.outbox.tasks.sweep", "schedule": 60.0},
    "outbox-erase": {"task": "cms.outbox.tasks.erase", "schedule": 24 * 60 * 60.0},
    "letters-care": {"task": "cms.letters.tasks.care", "schedule": 60 * 60.0},
    "corrections-care": {"task": "cms.corrections.tasks.care", "schedule": 60 * 60.0},
    "officials-care": {"task": "cms.officials.tasks.care", "schedule": 60 * 60.0},
    "stories-sweep": {"task": "stories.tasks.sweep", "schedule": 300.0},
    "stories-publish-due": {"task": "stories.tasks.publish_due", "schedule": 60.0},
    "stories-write-endings": {"task": "stories.tasks.write_endings", "schedule": 60.0},
    "stories-find-alike": {"task": "stories.tasks.find_alike", "schedule": 60.0},
    "stories-erase": {"task": "stories.tasks.erase", "schedule": 60 * 60.0},
    "stories-remind": {"task": "stories.tasks.remind", "schedule": 60 * 60.0},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")

# Mail: rows in the outbox first; EMAIL_URL says where a worker delivers them.
# "local" keeps every message in the admin's local mailbox and sends nothing.
EMAIL_URL: str = env.str("EMAIL_URL", default="local")
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default="Kinship <hello@localhost>")
MAIL_DOMAIN: str = env.str("MAIL_DOMAIN", default="localhost")
EMAIL_TIMEOUT = read_number("EMAIL_TIMEOUT_SECONDS", 20)  # for each step of the conversation
globals().update(parse_email_url(EMAIL_URL))
# A worker that is silent for this long is dead; longer than CELERY_TASK_TIME_LIMIT.
OUTBOX_LEASE_SECONDS: int = read_number("OUTBOX_LEASE_SECONDS", 600)

# Mail that comes back: a mailbox by IMAP, a Maildir on this machine, or the webhooks of one mail provider.
INBOUND_IMAP = parse_imap_url(env.str("INBOUND_IMAP_URL", default=""))
INBOUND_MAILDIR: str = env.str("INBOUND_MAILDIR", default="")
if INBOUND_IMAP or INBOUND_MAILDIR:
    CELERY_BEAT_SCHEDULE["outbox-read-mail"] = {"task": "cms.outbox.inbound.tasks.read_mail", "schedule": 300.0}
MAIL_WEBHOOK_PROVIDER: str = env.str("MAIL_WEBHOOK_PROVIDER", default="")
MAIL_WEBHOOK_SECRET: str = env.str("MAIL_WEBHOOK_SECRET", default="")
MAIL_WEBHOOK_SIGNING_KEY: str = env.str("MAIL_WEBHOOK_SIGNING_KEY", default="")
ANYMAIL = {"WEBHOOK_SECRET": MAIL_WEBHOOK_SECRET, "MAILGUN_WEBHOOK_SIGNING_KEY": MAIL_WEBHOOK_SIGNING_KEY}

# Languages
LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
# Without "localtime": browsers do not know it, and the account page breaks on it.
WAGTAIL_USER_TIME_ZONES = sorted(zoneinfo.available_timezones() - {"localtime"})
TIME_ZONE: str = env.str("TIME_ZONE", default="UTC")
USE_TZ = True

# Files: public media, private media (never under MEDIA_ROOT), static
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "cms" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
PRIVATE_MEDIA_ROOT = DATA_DIR / "private"
STORAGES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": str(PRIVATE_MEDIA_ROOT),
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
S3_BUCKET: str = env.str("S3_BUCKET", default="")
S3_PRIVATE_BUCKET: str = env.str("S3_PRIVATE_BUCKET", default="")
S3_ENDPOINT_URL: str = env.str("S3_ENDPOINT_URL", default="")
if S3_BUCKET:
    if not S3_PRIVATE_BUCKET or S3_PRIVATE_BUCKET == S3_BUCKET:
        raise ImproperlyConfigured("S3_BUCKET is set: set S3_PRIVATE_BUCKET to a second bucket that nobody can read.")
    S3 = {"endpoint_url": S3_ENDPOINT_URL or None, "file_overwrite": False}
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            **S3,
            "bucket_name": S3_BUCKET,
            "querystring_auth": False,
            # A photo that its teller took back is shown by no cache that has not asked.
            "object_parameters": {"CacheControl": "no-cache"},
        },
    }
    STORAGES["private"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {**S3, "bucket_name": S3_PRIVATE_BUCKET, "default_acl": "private"},
    }
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# People
AUTH_USER_MODEL = "users.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# How many proxies stand in front: with a wrong count one bad log-in locks everyone out.
TRUSTED_PROXIES: int = read_number("TRUSTED_PROXIES", 0)
AXES_CLIENT_IP_CALLABLE = "cms.core.throttle.sender_address"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.5  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True

# Browser security
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 12
CSRF_FAILURE_VIEW = "cms.core.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
    }
}
# What the admin needs on top (tested on Wagtail 8.0.1); PolicyMiddleware adds it under /admin/.
ADMIN_CONTENT_SECURITY_POLICY = {
    "style-src": ["'unsafe-inline'"],
    "img-src": ["blob:"],
    "frame-src": [SELF],
    "worker-src": [SELF],
}

# Blocks that may stand below any page (cms/core/blocks/more.py).
MORE_BLOCKS = {
    "newest_stories": "stories.blocks.NewestStoriesBlock",
    "chosen_stories": "stories.blocks.ChosenStoriesBlock",
}

# Captcha: off without keys.
RECAPTCHA_PUBLIC_KEY: str = env.str("RECAPTCHA_PUBLIC_KEY", default="")
RECAPTCHA_PRIVATE_KEY: str = env.str("RECAPTCHA_PRIVATE_KEY", default="")
# Whoever waits for it holds a worker of the site.
RECAPTCHA_VERIFY_REQUEST_TIMEOUT = 3
SILENCED_SYSTEM_CHECKS = [
    "django_recaptcha.recaptcha_test_key_error",
    "security.W019",  # frames of our own site are allowed: the editor's preview is one
]

# Phone line: off without the provider's auth token.
PHONE_BRIDGE_TOKEN: str = env.str("PHONE_BRIDGE_TOKEN", default="")
PHONE_BRIDGE_NUMBER: str = env.str("PHONE_BRIDGE_NUMBER", default="")

# Wagtail
WAGTAIL_SITE_NAME = "Kinship"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAILIMAGES_IMAGE_MODEL = "images.CustomImage"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "heic"]
WAGTAILDOCS_EXTENSIONS = ["pdf", "csv", "docx", "odt", "txt"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# These three would call other companies' servers from an editor's browser.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# Half a minute: rarely enough that a long text does not fill the revision table.
WAGTAIL_AUTOSAVE_INTERVAL = 30_000
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True

# In development the admin shows each mail as it would have been sent.
LOCAL_MAILBOX = False
# In development the starter kit makes one user per role and prints the passwords.
DEMO_USERS = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_personal_data": {"()": "cms.core.logs.WithoutPersonalData"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["without_personal_data"],
            "formatter": "line",
        }
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django_tasks": {"level": "WARNING"},  # two lines for each page that is indexed otherwise
        "django.server": {"handlers": [], "propagate": True},
    },
}
