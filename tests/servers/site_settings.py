"""The settings of the site that browser tests meet: those of development, less patient."""

from cms.settings.dev import *  # noqa: F403
from cms.settings.dev import CELERY_BEAT_SCHEDULE

# A minute is nothing to a person who waits for an e-mail, and long for a test.
SWEEP_SECONDS = 3.0
CELERY_BEAT_SCHEDULE["outbox-sweep"]["schedule"] = SWEEP_SECONDS
