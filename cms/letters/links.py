"""Full addresses of a writer's secret pages, for e-mails and redirects."""

from django.conf import settings
from django.urls import reverse

from cms.letters.models import ConfirmationRequest, Letter

# Where a letter page continues a draft; the page type answers it (cms.actions).
DRAFT_PATH = "draft/{token}/"


def confirm_url(request: ConfirmationRequest) -> str:
    """The page with the button, in the current language."""
    return f"{settings.PUBLIC_URL}{reverse('letters:confirm', args=[request.token])}"


def status_url(letter: Letter) -> str:
    """The writer's page, in the current language."""
    return f"{settings.PUBLIC_URL}{reverse('letters:status', args=[letter.token])}"


def draft_path(letter: Letter) -> str:
    """Where the draft goes on, in the current language; empty where the action page is gone."""
    page = letter.page.localized if letter.page else None
    if page is None or not page.live or not page.url:
        return ""
    return str(page.url) + DRAFT_PATH.format(token=letter.token)
