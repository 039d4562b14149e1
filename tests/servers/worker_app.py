"""The site's Celery application as a worker runs it, plus the kinds of e-mail that only tests send."""

import django

from celery_app import app

django.setup()

import tests.outbox.kinds  # noqa: E402, F401  (registers them; models need the line above)

__all__ = ["app"]
