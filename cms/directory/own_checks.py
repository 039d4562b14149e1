"""Ask organizations whether their facts are right, and take what they answer."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from cms.core.clock import now, today
from cms.corrections.models import What
from cms.corrections.services import report_correction
from cms.directory.editing import note_edits
from cms.directory.grid.placing import put_on_grid
from cms.directory.models import Organization, OwnCheck
from cms.outbox.models import recipient_hash
from cms.outbox.services import queue_email

Answer = OwnCheck.Answer
# Nobody's mailbox is filled with the same question.
QUIET = timedelta(days=14)
ITSELF = {"source_en": "The organization itself", "source_es": "La propia organización"}
NOT_LISTED = "The organization asked by its own link not to be listed. It is hidden now."


class UnknownLink(Exception):
    """The link is forged, cut off, too old, or went to a mailbox that is not the organization's any more."""


@transaction.atomic
def ask_organizations(organizations: Iterable[Organization]) -> tuple[int, int]:
    """Queue one e-mail each. Returns how many are asked, and how many are not.

    Not asked are those without an e-mail address, hidden ones, and those asked within QUIET.
    """
    keys = [organization.pk for organization in organizations]
    rows = Organization.objects.select_for_update().listed().filter(pk__in=keys).exclude(email="")
    lately = set(
        OwnCheck.objects.sent_since(QUIET).filter(organization__in=keys).values_list("organization", flat=True)
    )
    asked = [row for row in rows if row.pk not in lately]
    for row in asked:
        check = OwnCheck.objects.create(organization=row, recipient_hash=recipient_hash(row.email))
        queue_email(
            kind="directory.check",
            to=row.email,
            reference=str(check.pk),
            dedupe_key=f"directory.check/{check.pk}",
            language="es" if row.languages == ["es"] else "en",
        )
    return len(asked), len(keys) - len(asked)


def token_of(check: OwnCheck) -> str:
    return _signer().sign(str(check.pk))


def paths_of(check: OwnCheck) -> dict[str, str]:
    """{language: address of the page}."""
    paths = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            paths[language] = reverse("directory:check", args=[token_of(check)])
    return paths


def find_check(token: str) -> OwnCheck:
    """The question behind a link. Raises `UnknownLink`."""
    try:
        key = UUID(_signer().unsign(token))
    except (BadSignature, ValueError) as error:
        raise UnknownLink from error
    check = OwnCheck.objects.select_related("organization").filter(pk=key).first()
    if check is None or check.is_over or check.recipient_hash != recipient_hash(check.organization.email):
        raise UnknownLink
    return check


def _signer() -> Signer:
    return Signer(salt="directory.check", sep=".")


@transaction.atomic
def answer_check(*, token: str, answer: str, note: str = "", language: str = "en") -> OwnCheck:
    """Do what the organization says. Saying it twice does it once. Raises `UnknownLink`."""
    pk = find_check(token).pk
    check = OwnCheck.objects.select_for_update(of=("self",)).select_related("organization").get(pk=pk)
    if not check.may_answer(answer):
        return check
    row = check.organization
    if answer == Answer.RIGHT:
        _confirm(row)
    elif row.is_listed:
        _tell_keepers(check, answer, note, language)
    if answer == Answer.UNLIST:
        Organization.objects.filter(pk=row.pk).update(is_listed=False, updated_at=now())
        put_on_grid([row.pk])
    check.answer, check.answered_at = answer, now()
    check.save(update_fields=["answer", "answered_at"])
    return check


def _confirm(row: Organization) -> None:
    """Checked today, by nobody of ours."""
    Organization.objects.filter(pk=row.pk).update(checked_on=today(), checked_by=None, updated_at=now(), **ITSELF)
    note_edits(organization=row, names=ITSELF)


def _tell_keepers(check: OwnCheck, answer: str, note: str, language: str) -> None:
    """Into the queue of corrections, where people look every day."""
    report_correction(
        kind="organization",
        object_id=check.organization_id,
        what=What.OTHER,
        note=note if answer == Answer.CHANGED else NOT_LISTED,
        language=language,
        submission_key=f"own-check-{check.pk.hex}-{answer}",
    )
