"""Whether a letter was printed: as its editor says, else as its writer says. Shown only if the writer agrees."""

from django.db import transaction

from cms.core.clock import now
from cms.letters.models import MAY_BE_PRINTED, Letter, PaperAnswer, PrintedLetter
from cms.letters.problems import NotNow
from cms.letters.services.rows import lock_letter

Printed = Letter.Printed


def note_printed(letter: Letter, *, printed: str, url: str = "") -> None:
    """Write down what is known now. Call it with the letter held.

    What was not printed is not shown. That takes away the row, never the writer's consent: once it is printed after
    all, the row is made again, for the desk to look at.
    """
    letter.printed, letter.printed_url = printed, url if printed == Printed.YES else ""
    letter.save(update_fields=["printed", "printed_url", "updated_at"])
    if printed != Printed.YES:
        PrintedLetter.objects.filter(letter=letter).delete()
    elif letter.may_be_shown and not letter.erased_at:
        _show(letter)


def note_bounced(letter: Letter) -> None:
    """It came back, so nobody but the paper itself can have seen it in print. Call it with the letter held."""
    if letter.printed and letter.answers.about_print() is None:
        note_printed(letter, printed="")
        _withdraw(letter)


@transaction.atomic
def answer_printed(*, letter_id: int, printed: str, url: str = "", may_be_shown: bool = False) -> Letter:
    """The writer's answer; it can be changed until the letter is erased. An editor's word counts for more.

    Args:
        letter_id: a letter that reached its paper.
        printed: one of `Letter.Printed`.
        url: where it was printed, cleaned.
        may_be_shown: whether its headline may stand among the printed letters; only for printed ones.

    Raises:
        NotNow: when the letter cannot have been printed, was erased, or its editor said otherwise.
    """
    letter = lock_letter(letter_id)
    if letter.status not in MAY_BE_PRINTED or letter.erased_at:
        raise NotNow
    said = letter.answers.about_print()
    if said is None:
        note_printed(letter, printed=printed, url=url)
    elif said.kind != PaperAnswer.Kind.PRINTED or printed != Printed.YES:
        raise NotNow
    elif url and not letter.printed_url:
        note_printed(letter, printed=printed, url=url)
    _ask_no_more(letter)
    if printed == Printed.YES and may_be_shown:
        _show(letter)
    else:
        _withdraw(letter)
    return letter


@transaction.atomic
def hide_printed(*, letter_id: int) -> Letter:
    """The writer withdraws: the letter is shown no more. Safe to repeat, also after it was erased."""
    letter = lock_letter(letter_id)
    _withdraw(letter)
    return letter


@transaction.atomic
def check_printed(*, printed_id: int, url: str, user_id: int) -> PrintedLetter:
    """The desk has read the headline and followed the link: show it. Safe to repeat.

    Args:
        printed_id: the row.
        url: the link that the desk has seen; empty where there was none.
        user_id: who looked.

    Raises:
        NotNow: when it was withdrawn, or its link has changed meanwhile.
    """
    shown = PrintedLetter.objects.select_for_update(of=("self",)).filter(pk=printed_id, url=url).first()
    if shown is None:
        raise NotNow
    shown.checked_at, shown.checked_by_id = now(), user_id
    shown.save(update_fields=["checked_at", "checked_by"])
    return shown


@transaction.atomic
def remove_printed(*, printed_id: int) -> None:
    """The desk takes a printed letter off the page. Safe to repeat.

    Only its writer can offer it again, while the text is kept; then the desk looks at it again.
    """
    Letter.objects.filter(shown_as=printed_id).update(may_be_shown=False)
    PrintedLetter.objects.filter(pk=printed_id).delete()


def _show(letter: Letter) -> None:
    """A row of its own; a changed link must be looked at again."""
    sent_on = (letter.ended_at or now()).astimezone(letter.newspaper.zone).date()
    shown, is_new = PrintedLetter.objects.get_or_create(
        letter=letter,
        defaults={
            "newspaper": letter.newspaper,
            "headline": letter.headline,
            "language": letter.language,
            "url": letter.printed_url,
            "month": sent_on.replace(day=1),
            "created_at": now(),
        },
    )
    if not is_new and shown.url != letter.printed_url:
        shown.url, shown.checked_at, shown.checked_by = letter.printed_url, None, None
        shown.save(update_fields=["url", "checked_at", "checked_by"])
    _note_consent(letter, True)


def _withdraw(letter: Letter) -> None:
    """Its writer does not want it shown: whatever is said later, it stays away until the writer agrees again."""
    PrintedLetter.objects.filter(letter=letter).delete()
    _note_consent(letter, False)


def _ask_no_more(letter: Letter) -> None:
    """Who has answered gets no reminder, and no second question when the paper says the same."""
    if letter.reminded_printed_at is None:
        letter.reminded_printed_at = now()
        letter.save(update_fields=["reminded_printed_at", "updated_at"])


def _note_consent(letter: Letter, may_be_shown: bool) -> None:
    if letter.may_be_shown != may_be_shown:
        letter.may_be_shown = may_be_shown
        letter.save(update_fields=["may_be_shown", "updated_at"])
