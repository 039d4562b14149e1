"""Authorship: nothing leaves before the writer has pressed the button on the e-mailed page."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from cms.core.clock import now
from cms.core.secret_links import new_token
from cms.letters.alike import check_alike
from cms.letters.identity import token_hash
from cms.letters.mailbag import next_slot
from cms.letters.message import letter_hash
from cms.letters.models import Confirmation, ConfirmationRequest, Letter, Status
from cms.letters.originality import Shingles
from cms.letters.problems import LinkExpired, NotNow, UnknownLink
from cms.letters.rules import check_fit, check_rules
from cms.letters.services.leaving import schedule
from cms.letters.services.rows import lock_letter, lock_paper, lock_same_words
from cms.outbox.services import queue_email

LINK_LIVES = timedelta(days=7)


def find_request(token: str) -> ConfirmationRequest:
    """The question behind an e-mailed link. Raises `UnknownLink`."""
    question: ConfirmationRequest = _find(ConfirmationRequest.objects.select_related("letter__newspaper"), token)
    return question


def _find_bare(token: str) -> Any:
    """The same with the `text_hash` of its letter, which is read once it is held."""
    return _find(ConfirmationRequest.objects.defer("token").annotate(text_hash=F("letter__text_hash")), token)


def _find(rows: QuerySet[Any], token: str) -> Any:
    try:
        return rows.get(token_hash=token_hash(token))
    except ConfirmationRequest.DoesNotExist as error:
        raise UnknownLink from error


@transaction.atomic
def ask_writer(
    *,
    letter_id: int,
    statement: str,
    is_suspect: bool = False,
    needs_review: bool = False,
    ours: Sequence[Shingles] = (),
    points: Sequence[str] = (),
) -> Letter:
    """Freeze the draft and ask its writer by e-mail to confirm it. A second click changes nothing.

    What the desk was to read once, it reads also after the writer has changed it. What was sent before is not asked:
    nobody has proven yet that the typed mailbox is theirs.
    `ours` are the shingles of our own texts in the letter's language; `points` the titles of the talking points
    beside the box, for the print rates.

    Raises:
        LetterProblem: when the letter does not fit the paper's rules.
    """
    letter = lock_letter(letter_id)
    if letter.status != Status.DRAFT:
        return letter
    check_fit(letter)
    check_alike(letter, ours)
    next_slot(letter.newspaper, moment=now())
    letter.status, letter.statement, letter.agreed_at = Status.AWAITING_CONFIRMATION, statement, now()
    letter.is_suspect, letter.needs_review = is_suspect, letter.needs_review or needs_review or is_suspect
    letter.points = list(points)
    letter.save()
    _send_request(letter)
    return letter


@transaction.atomic
def ask_again(*, token: str) -> Letter:
    """A new link in place of one that is too old, to the same address.

    Raises:
        UnknownLink; NotNow when the letter is not waiting to be confirmed, or was erased.
    """
    letter = lock_letter(_find_bare(token).letter_id)
    if letter.erased_at or letter.status not in (Status.AWAITING_CONFIRMATION, Status.EXPIRED):
        raise NotNow
    current = letter.requests.filter(replaced_at=None).first()
    if current and not current.is_expired(now()):
        return letter  # a second click, or an older e-mail: the newest link is still good
    letter.status, letter.ended_at = Status.AWAITING_CONFIRMATION, None
    letter.save(update_fields=["status", "ended_at", "updated_at"])
    letter.requests.filter(replaced_at=None).update(replaced_at=now())
    _send_request(letter)
    return letter


@transaction.atomic
def confirm_letter(*, token: str) -> Letter:
    """The writer pressed the button: record the proof and give the letter its time. Safe to repeat.

    Raises:
        UnknownLink; LinkExpired; NotNow when the text was changed, taken back or erased; SentBefore; another
        LetterProblem when the paper's rules no longer allow it.
    """
    request = _find_bare(token)
    letter = lock_same_words(request.letter_id, text_hash=request.text_hash)
    is_waiting = letter.status == Status.AWAITING_CONFIRMATION
    # Asked only where it may be so: a letter that waits for its writer has no confirmation.
    if not is_waiting and Confirmation.objects.filter(letter=letter).exists():
        return letter
    if letter.erased_at:
        raise NotNow
    if request.is_expired(now()):
        raise LinkExpired
    if not is_waiting or request.replaced_at:
        raise NotNow
    return _record_confirmation(letter, request)


def _record_confirmation(letter: Letter, request: ConfirmationRequest) -> Letter:
    lock_paper(letter)
    check_rules(letter)
    check_alike(letter)
    if request.message_hash != letter_hash(letter):
        raise NotNow
    confirmation = Confirmation.objects.create(
        letter=letter, request=request, message_hash=request.message_hash, confirmed_at=now()
    )
    if letter.needs_review:
        letter.status = Status.IN_REVIEW
        letter.save(update_fields=["status", "updated_at"])
        return letter
    schedule(letter, confirmation)
    return letter


def _send_request(letter: Letter) -> None:
    """Call it where no question is open: a draft has none."""
    token = new_token()
    request = ConfirmationRequest.objects.create(
        letter=letter,
        token=token,
        token_hash=token_hash(token),
        message_hash=letter_hash(letter),
        created_at=now(),
        expires_at=now() + LINK_LIVES,
    )
    queue_email(
        kind="letters.confirm",
        to=letter.email,
        reference=str(request.pk),
        dedupe_key=f"letters.confirm:{request.pk}",
        language=letter.language,
    )
