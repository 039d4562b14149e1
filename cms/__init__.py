"""Kinship's Django project: settings, addresses and the campaign's apps."""

# The Celery app must exist before any task is called, in web processes too.
from celery_app import app as celery_app

__all__ = ["celery_app"]
