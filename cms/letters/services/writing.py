"""A letter while it is being written. Every step is saved, so that nothing typed is ever lost."""

from django.db import IntegrityError, transaction

from cms.core.clock import now
from cms.core.secret_links import new_token
from cms.letters.identity import new_mail_token, person_hash, text_hash, token_hash, writer_hash
from cms.letters.models import Letter, Newspaper, Status
from cms.letters.problems import NoOpEds, NotNow, NotOffered, UnknownLink
from cms.letters.services.rows import lock_letter
from cms.letters.words import count_words

COPIED = (
    "page_id", "kind", "language", "headline", "text", "word_count", "full_name", "street", "town", "zip", "phone",
    "email", "writer_hash", "person_hash", "text_hash", "needs_review",
)  # fmt: skip


def find_letter(token: str) -> Letter:
    """The letter behind a writer's secret link. Raises `UnknownLink`."""
    try:
        return Letter.objects.select_related("newspaper").get(token_hash=token_hash(token))
    except Letter.DoesNotExist as error:
        raise UnknownLink from error


@transaction.atomic
def start_letter(
    *,
    newspaper_id: int,
    language: str,
    submission_key: str,
    zip: str = "",  # noqa: A002
    page_id: int | None = None,
    kind: str = Letter.Kind.LETTER,
) -> Letter:
    """Begin a letter to one paper. The same `submission_key` gives back the same letter.

    Raises:
        NotOffered: when the paper was turned off meanwhile.
    """
    paper = _offered_paper(newspaper_id)
    return _new_letter(submission_key, newspaper=paper, language=language, zip=zip, page_id=page_id, kind=kind)


@transaction.atomic
def change_paper(*, letter_id: int, newspaper_id: int) -> Letter:
    """Send the same draft to another paper; where that takes no op-eds, as a letter. Raises `NotOffered`, `NotNow`."""
    letter = _draft(letter_id)
    letter.newspaper, letter.agreed_at = _offered_paper(newspaper_id), None
    letter.kind = letter.kind if letter.newspaper.takes_op_eds else Letter.Kind.LETTER
    letter.save(update_fields=["newspaper", "kind", "agreed_at", "updated_at"])
    return letter


@transaction.atomic
def choose_kind(*, letter_id: int, kind: str) -> Letter:
    """A letter or an op-ed: each has its own limit and mailbox. Raises `NoOpEds`, `NotNow`."""
    letter = _draft(letter_id)
    if kind == Letter.Kind.OP_ED and not letter.newspaper.takes_op_eds:
        raise NoOpEds(letter.newspaper.name)
    letter.kind, letter.agreed_at = Letter.Kind(kind), None
    letter.save(update_fields=["kind", "agreed_at", "updated_at"])
    return letter


def save_text(*, letter_id: int, headline: str, text: str, language: str) -> None:
    """Keep what was written, whatever its length: the limit is checked before sending, never by cutting.

    Raises:
        NotNow: when the letter is no draft any more.
    """
    words = {"word_count": count_words(text), "text_hash": text_hash(text), "agreed_at": None, "updated_at": now()}
    # One statement that changes drafts only: as safe as a row held for two, and a third of the queries.
    drafts = Letter.objects.filter(pk=letter_id, status=Status.DRAFT)
    if not drafts.update(headline=headline, text=text, language=language, **words):
        raise NotNow


@transaction.atomic
def save_writer(
    *,
    letter_id: int,
    full_name: str,
    street: str,
    town: str,
    zip: str,  # noqa: A002
    phone: str,
    email: str,
) -> Letter:
    """Keep who the writer is. Raises `NotNow`."""
    letter = _draft(letter_id)
    letter.full_name, letter.street, letter.town = full_name, street, town
    letter.zip, letter.phone, letter.email = zip, phone, email
    letter.writer_hash, letter.person_hash, letter.agreed_at = writer_hash(email), person_hash(full_name, zip), None
    letter.save()
    return letter


@transaction.atomic
def write_again(*, letter_id: int, submission_key: str) -> Letter:
    """Give the text back for another try: the same row while it is unconfirmed, else a copy that needs its own
    confirmation. A draft is given back as it is.

    Raises:
        NotNow: for a letter that is on its way, or was erased.
    """
    letter = lock_letter(letter_id)
    if letter.erased_at:
        raise NotNow
    if letter.status == Status.DRAFT:
        return letter
    if letter.status in (Status.AWAITING_CONFIRMATION, Status.EXPIRED):
        return _back_to_draft(letter)
    if letter.status not in (Status.CANCELLED, Status.FAILED, Status.BOUNCED):
        raise NotNow
    return _copy(letter, submission_key)


def _back_to_draft(letter: Letter) -> Letter:
    letter.requests.filter(replaced_at=None).delete()
    letter.status, letter.ended_at, letter.agreed_at = Status.DRAFT, None, None
    letter.save(update_fields=["status", "ended_at", "agreed_at", "updated_at"])
    return letter


def _copy(letter: Letter, submission_key: str) -> Letter:
    values = {name: getattr(letter, name) for name in COPIED}
    return _new_letter(submission_key, newspaper=letter.newspaper, **values)


def _new_letter(submission_key: str, **values: object) -> Letter:
    """One letter per key, also for two clicks at the same moment."""
    token = new_token()
    links = {"token": token, "token_hash": token_hash(token), "mail_token": new_mail_token()}
    try:
        with transaction.atomic():
            return Letter.objects.create(submission_key=submission_key, **{**values, **links})
    except IntegrityError:
        return Letter.objects.select_related("newspaper").get(submission_key=submission_key)


def _draft(letter_id: int) -> Letter:
    letter = lock_letter(letter_id)
    if letter.status != Status.DRAFT:
        raise NotNow
    return letter


def _offered_paper(newspaper_id: int) -> Newspaper:
    paper = Newspaper.objects.filter(pk=newspaper_id).first()
    if paper is None or not (paper.may_be_offered or paper.is_by_hand):
        raise NotOffered(paper.name if paper else "")
    return paper
