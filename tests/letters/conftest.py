"""The starter site, for the tests beside this file."""

from tests.factories.site import site, starter_site

__all__ = ["site", "starter_site"]
