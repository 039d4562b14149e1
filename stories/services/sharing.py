"""Takes a story in: one transaction writes all that belongs to it, once."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from cms.core import clock
from cms.core.crypto import keyed_hash
from stories import periods, receipts
from stories.choices import WORDING_VERSION, DecisionKind, Display, Flag, Scope, Status, Subject
from stories.models import Consent, Contact, Decision, Submission
from stories.services.drafts import forget_draft_of_form
from stories.services.photos import attach_photos
from stories.services.sent_forms import AlreadySent, note_sent, was_sent


class KeepingNotAllowed(Exception):
    """Without the storyteller's permission to keep the story we cannot take it."""


class ContainsReceipt(Exception):
    """The story holds its own receipt: whoever reads it could take it down."""


@dataclass(frozen=True)
class StoryDraft:
    """What a storyteller filled in, cleaned. `knows` counts only for stories about someone else."""

    body: str
    title: str = ""
    subject: Subject = Subject.SELF
    is_minor: bool = False
    knows: str = ""
    has_legal_case: bool = False
    fears_retaliation: bool = False
    display: Display = Display.ANONYMOUS
    pen_name: str = ""
    state: str = ""
    place_detail: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""
    safe_times: str = ""
    consents: frozenset[Scope] = field(default_factory=frozenset)

    @property
    def flags(self) -> list[Flag]:
        reasons = {
            Flag.MINOR: self.is_minor or self.subject == Subject.CHILD,
            Flag.THIRD_PERSON: self.subject == Subject.OTHER,
            Flag.LEGAL_CASE: self.has_legal_case,
            Flag.RETALIATION: self.fears_retaliation,
        }
        return [flag for flag, is_so in reasons.items() if is_so]


@dataclass(frozen=True)
class SharedStory:
    """What came of it. The receipt is nowhere else: show it once."""

    submission: Submission
    receipt: str
    is_new: bool
    had_draft: bool = False


def share_story(
    *, draft: StoryDraft, language: str, form_key: str, photo_tokens: Iterable[str] = (), is_suspect: bool = False
) -> SharedStory:
    """Write the submission with contact, consents and photos. The same form sent again gives the same story back.

    Args:
        form_key: the random key of the shown form, known only to the storyteller's browser.

    Raises:
        KeepingNotAllowed, ContainsReceipt
        AlreadySent: from this form came another story, or one that is erased.
    """
    secret = _secret(form_key, draft.body)
    key = keyed_hash(secret, purpose="stories.submission")
    if was_sent(form_key):
        return _sent_before(key, secret)
    if Scope.KEEP not in draft.consents:
        raise KeepingNotAllowed
    receipt = receipts.new_receipt(secret, language=language)
    refuse_receipt_in_text(receipt=receipt, texts=[draft.title, draft.body])
    # The slow hash is made before the transaction begins: SQLite has one writer at a time.
    submission = _new_submission(draft, language, is_suspect)
    submission.submission_key = key
    submission.receipt_lookup, submission.receipt_hash = receipts.lookup_prefix(receipt), receipts.slow_hash(receipt)
    try:
        had_draft = _write(submission, draft, photo_tokens, form_key)
    except IntegrityError:  # the other click of a double click was faster
        return _sent_before(key, secret)
    return SharedStory(submission, receipt, is_new=True, had_draft=had_draft)


def _secret(form_key: str, body: str) -> str:
    """The text is part of it: Back, another story, Send must not be taken for a double click."""
    return f"{form_key}:{keyed_hash(body, purpose='stories.body')}"


def _sent_before(key: str, secret: str) -> SharedStory:
    submission = Submission.objects.filter(submission_key=key).first()
    if submission is None:
        raise AlreadySent
    return SharedStory(submission, receipts.new_receipt(secret, language=submission.language), is_new=False)


def refuse_receipt_in_text(*, receipt: str, texts: Iterable[str]) -> None:
    """Raises ContainsReceipt when one of the texts holds the seven words."""
    if any(receipts.is_in_text(receipt, text) for text in texts):
        raise ContainsReceipt


@transaction.atomic
def _write(submission: Submission, draft: StoryDraft, photo_tokens: Iterable[str], form_key: str) -> bool:
    """Returns whether a part of it had been put aside, which is erased with the same commit."""
    note_sent(form_key)
    submission.save(force_insert=True)
    if draft.name or draft.email or draft.phone:
        Contact.objects.create(
            submission=submission,
            name=draft.name,
            email=draft.email,
            phone=draft.phone,
            safe_times=draft.safe_times,
        )
    give_consents(submission=submission, scopes=draft.consents, language=submission.language)
    attach_photos(submission=submission, tokens=photo_tokens)
    Decision.objects.create(submission_id=submission.pk, kind=DecisionKind.SENT, status=submission.status)
    return forget_draft_of_form(form_key=form_key)


def give_consents(*, submission: Submission, scopes: Iterable[Scope], language: str) -> None:
    """Write one dated row for each permission given now."""
    Consent.objects.bulk_create(
        Consent(submission=submission, scope=scope, wording_version=WORDING_VERSION, language=language)
        for scope in Scope
        if scope in set(scopes)
    )


def _new_submission(draft: StoryDraft, language: str, is_suspect: bool) -> Submission:
    moment = clock.now()
    return Submission(
        status=Status.SUSPECT if is_suspect else Status.NEW,
        language=language,
        title=draft.title,
        body=draft.body,
        subject=draft.subject,
        is_minor=draft.is_minor,
        subject_knows=draft.knows if draft.subject != Subject.SELF else "",
        display=draft.display,
        pen_name=draft.pen_name if draft.display == Display.CHOSEN_NAME else "",
        state=draft.state,
        place_detail=draft.place_detail,
        flags=draft.flags,
        risk=len(draft.flags),
        created_at=moment,
        changed_at=moment,
        expires_at=moment + periods.UNPUBLISHED,
    )
