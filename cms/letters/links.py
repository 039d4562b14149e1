"""Full addresses of the secret pages of writers and editors, for e-mails and redirects."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.translation import override as use_language

from cms.letters.models import ConfirmationRequest, Letter

# Where a letter page continues a draft; the page type answers it (cms.actions).
DRAFT_PATH = "draft/{token}/"
PAPER_STEP = "paper/"


def confirm_url(request: ConfirmationRequest) -> str:
    """The page with the button, in the current language."""
    return f"{settings.PUBLIC_URL}{reverse('letters:confirm', args=[request.token])}"


def status_url(letter: Letter) -> str:
    """The writer's page, in the current language."""
    return f"{settings.PUBLIC_URL}{reverse('letters:status', args=[letter.token])}"


def editor_url(letter: Letter) -> str:
    """The editor's page about this letter, in the paper's language. Only the paper's own mail may hold it."""
    with use_language(letter.newspaper.language):
        return f"{settings.PUBLIC_URL}{reverse('letters:editor', args=[editor_token(letter)])}"


def editor_token(letter: Letter) -> str:
    """The letter's name in mail addresses, which is no secret, signed with this site's key."""
    return _editor_signer().sign(letter.mail_token)


def mail_token_of(editor_token: str) -> str:
    """The letter's name in mail addresses; empty where the link is forged or cut off."""
    try:
        return _editor_signer().unsign(editor_token)
    except BadSignature:
        return ""


def _editor_signer() -> Signer:
    return Signer(salt="letters.editor", sep=".")


def draft_path(letter: Letter) -> str:
    """Where the draft goes on, in the current language; empty where the action page is gone."""
    page = letter.page.localized if letter.page else None
    if page is None or not page.live or not page.url:
        return ""
    return str(page.url) + DRAFT_PATH.format(token=letter.token)
