"""What an editor decides by the link at the end of a letter, and what the letters desk makes of it."""

from datetime import timedelta

from django.db import transaction

from cms.core.clock import now
from cms.letters.links import mail_token_of
from cms.letters.models import LEFT, Delivery, Letter, PaperAnswer
from cms.letters.problems import NotNow, UnknownLink
from cms.letters.services.answer_effects import apply_answer, undo_answer
from cms.letters.services.mailboxes import trust_mailboxes
from cms.letters.services.rows import lock_letter, lock_paper

LINK_LIVES = timedelta(days=28)
Kind = PaperAnswer.Kind
# Of each group one answer stands: the newer takes the place of the older.
GROUPS = ({Kind.PRINTED, Kind.NOT_FOR_US}, {Kind.FEWER, Kind.NONE}, {Kind.WRONG_ADDRESS})


def find_editor_letter(token: str) -> Letter:
    """The letter behind an editor's link, for 28 days after it left.

    Raises:
        UnknownLink: when the link is forged or old, or the letter never left.
    """
    name = mail_token_of(token)
    letter = Letter.objects.select_related("newspaper").filter(mail_token=name).first() if name else None
    if letter is None or not is_answerable(letter):
        raise UnknownLink
    return letter


def is_answerable(letter: Letter) -> bool:
    """Whether the letter has left, not too long ago, and its words are still here to look at."""
    delivery = Delivery.objects.filter(confirmation__letter=letter).first()
    if delivery is None or letter.status not in LEFT or letter.erased_at:
        return False
    return now() < (delivery.accepted_at or delivery.slot_at) + LINK_LIVES


@transaction.atomic
def answer_as_editor(*, token: str, kind: str, url: str = "", mailbox: str = "") -> PaperAnswer:
    """Write an answer down and do what it says to the paper's record. The same answer again changes nothing.

    Args:
        token: of the editor's link.
        kind: one of `PaperAnswer.Kind`.
        url: where it was printed, cleaned; only with "printed".
        mailbox: where letters should go; only with "wrong address". It is used when the desk says so.

    Raises:
        UnknownLink
    """
    letter = _held(token)
    url = url if kind == Kind.PRINTED else ""
    mailbox = mailbox if kind == Kind.WRONG_ADDRESS else ""
    rivals = next(group for group in GROUPS if kind in group)
    for standing in letter.answers.standing().filter(kind__in=rivals):
        if standing.kind == kind and (url, mailbox) in {(standing.url, standing.mailbox), ("", "")}:
            return standing
        if standing.kind == kind == Kind.PRINTED:
            return _correct_link(standing, letter, url)
        _withdraw(standing, letter, user_id=None)
    answer = PaperAnswer(newspaper=letter.newspaper, letter=letter, kind=kind, url=url, mailbox=mailbox, at=now())
    apply_answer(answer, letter)
    answer.save()
    return answer


@transaction.atomic
def take_back_as_editor(*, token: str, kind: str) -> Letter:
    """The editor thinks again. Safe to repeat. Raises `UnknownLink`."""
    letter = _held(token)
    for standing in letter.answers.standing().filter(kind=kind):
        _withdraw(standing, letter, user_id=None)
    return letter


@transaction.atomic
def take_back_answer(*, answer_id: int, user_id: int) -> PaperAnswer:
    """The desk undoes an answer. Raises `NotNow` when it is undone already."""
    letter, answer = _held_answer(answer_id)
    _withdraw(answer, letter, user_id=user_id)
    return answer


@transaction.atomic
def settle_address(*, answer_id: int, user_id: int, use_mailbox: bool) -> PaperAnswer:
    """The desk has looked at a wrong address: the named mailbox is right, or it mended the paper by hand.

    Raises:
        NotNow: when it is done or taken back already, or no mailbox was named.
    """
    letter, answer = _held_answer(answer_id)
    if not answer.is_to_do or (use_mailbox and not answer.mailbox):
        raise NotNow
    if use_mailbox:
        _use_mailbox(letter, answer.mailbox)
    else:
        _trust_again(letter)
    answer.settled_at, answer.settled_by_id = now(), user_id
    answer.save(update_fields=["settled_at", "settled_by"])
    return answer


def _use_mailbox(letter: Letter, mailbox: str) -> None:
    """Letters go there from now on, those that wait too, and what came back before is forgiven."""
    paper = letter.newspaper
    is_op_ed = letter.kind == Letter.Kind.OP_ED and bool(paper.op_ed_email)
    setattr(paper, "op_ed_email" if is_op_ed else "letters_email", mailbox)
    paper.bounce_streak = 0
    paper.save(update_fields=["op_ed_email", "letters_email", "bounce_streak", "updated_at"])
    trust_mailboxes(paper)


def _trust_again(letter: Letter) -> None:
    """Somebody mended the paper: this answer stops nothing any more; other bounces still count."""
    paper = letter.newspaper
    paper.bounce_streak = max(0, paper.bounce_streak - 1)
    paper.save(update_fields=["bounce_streak", "updated_at"])
    trust_mailboxes(paper)


def _held(token: str) -> Letter:
    letter = lock_letter(find_editor_letter(token).pk)
    lock_paper(letter)
    return letter


def _held_answer(answer_id: int) -> tuple[Letter, PaperAnswer]:
    letter = lock_letter(PaperAnswer.objects.values_list("letter_id", flat=True).get(pk=answer_id))
    lock_paper(letter)
    answer = PaperAnswer.objects.get(pk=answer_id)
    if not answer.is_standing:
        raise NotNow
    return letter, answer


def _correct_link(answer: PaperAnswer, letter: Letter, url: str) -> PaperAnswer:
    """It was printed, as before; only where is new. So nothing is undone, and what is shown stays until looked at."""
    answer.url, answer.at = url, now()
    answer.save(update_fields=["url", "at"])
    apply_answer(answer, letter)
    return answer


def _withdraw(answer: PaperAnswer, letter: Letter, *, user_id: int | None) -> None:
    answer.withdrawn_at, answer.withdrawn_by_id = now(), user_id
    answer.save(update_fields=["withdrawn_at", "withdrawn_by"])
    undo_answer(answer, letter)
