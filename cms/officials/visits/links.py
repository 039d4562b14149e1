"""Full addresses of visits, for e-mails and calendars."""

from django.conf import settings
from django.urls import reverse
from wagtail.models import Page

from cms.core.crypto import keyed_hash
from cms.officials.models import Visit


def token_hash(token: str) -> str:
    """How a secret link is found in the database, which never holds the link itself in the open."""
    return keyed_hash(token, purpose="officials.visit")


def visit_url(visit: Visit) -> str:
    """The visitor's secret page, in the current language."""
    return f"{settings.PUBLIC_URL}{reverse('officials:visit', args=[visit.token])}"


def report_url(visit: Visit) -> str:
    """Where the visitor tells how it went."""
    return f"{settings.PUBLIC_URL}{reverse('officials:report', args=[visit.token])}"


def desk_url(visit: Visit) -> str:
    """The visit in the admin."""
    return f"{settings.PUBLIC_URL}{reverse('visits_desk:visit', args=[visit.pk])}"


def page_url(visit: Visit) -> str:
    """The public page of the action, in the current language; empty where it is gone."""
    page = visit.page.localized if visit.page else None
    return absolute_url(page) if page is not None and page.live else ""


def absolute_url(page: Page) -> str:
    """The full address of a page; empty where it has none."""
    address = str(page.url or "")
    return f"{settings.PUBLIC_URL}{address}" if address.startswith("/") else address
