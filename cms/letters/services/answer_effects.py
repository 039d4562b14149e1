"""What each answer of an editor does to the letter and to the paper's record, and how that is undone."""

from collections.abc import Callable

from cms.letters.models import Letter, Newspaper, PaperAnswer
from cms.letters.services.printed import note_printed

Kind = PaperAnswer.Kind
Effect = Callable[[PaperAnswer, Letter], None]


def apply_answer(answer: PaperAnswer, letter: Letter) -> None:
    """Do what a new answer says. The letter and its paper are held by the caller."""
    APPLY[Kind(answer.kind)](answer, letter)


def undo_answer(answer: PaperAnswer, letter: Letter) -> None:
    """Undo what the answer changed, and nothing that somebody else has changed since."""
    UNDO[Kind(answer.kind)](answer, letter)


def _printed(answer: PaperAnswer, letter: Letter) -> None:
    """An editor who gives no link does not take away the one that we have."""
    note_printed(letter, printed=Letter.Printed.YES, url=answer.url or letter.printed_url)


def _not_for_us(answer: PaperAnswer, letter: Letter) -> None:
    note_printed(letter, printed=Letter.Printed.NO)


def _nobody_has_said(answer: PaperAnswer, letter: Letter) -> None:
    note_printed(letter, printed="")


def _wrong_address(answer: PaperAnswer, letter: Letter) -> None:
    """Counts like a bounce: nothing more is sent there until the desk has looked."""
    letter.newspaper.bounce_streak += 1
    _save(letter.newspaper, "bounce_streak")
    answer.has_changed_paper = True


def _right_address(answer: PaperAnswer, letter: Letter) -> None:
    if answer.settled_at is None:
        letter.newspaper.bounce_streak = max(0, letter.newspaper.bounce_streak - 1)
        _save(letter.newspaper, "bounce_streak")


def _fewer(answer: PaperAnswer, letter: Letter) -> None:
    paper = letter.newspaper
    answer.day_cap_before, answer.week_cap_before = paper.cap_per_day, paper.cap_per_week
    paper.cap_per_day, paper.cap_per_week = _half(paper.cap_per_day), _half(paper.cap_per_week)
    answer.has_changed_paper = (paper.cap_per_day, paper.cap_per_week) != (
        answer.day_cap_before,
        answer.week_cap_before,
    )
    _save(paper, "cap_per_day", "cap_per_week")


def _as_many(answer: PaperAnswer, letter: Letter) -> None:
    """Back to the old caps, unless other letters' editors or the desk have changed them meanwhile."""
    paper, day, week = letter.newspaper, answer.day_cap_before or 1, answer.week_cap_before or 1
    if (paper.cap_per_day, paper.cap_per_week) == (_half(day), _half(week)):
        paper.cap_per_day, paper.cap_per_week = day, week
        _save(paper, "cap_per_day", "cap_per_week")


def _none(answer: PaperAnswer, letter: Letter) -> None:
    answer.has_changed_paper = letter.newspaper.is_active
    letter.newspaper.is_active = False
    _save(letter.newspaper, "is_active")


def _welcome(answer: PaperAnswer, letter: Letter) -> None:
    """On again, if it was this answer that turned it off and no other one still stands."""
    others = letter.newspaper.answers.standing().filter(kind=Kind.NONE)
    heir = others.first()
    if not answer.has_changed_paper:
        return
    if heir is not None:
        heir.has_changed_paper = True
        heir.save(update_fields=["has_changed_paper"])
        return
    letter.newspaper.is_active = True
    _save(letter.newspaper, "is_active")


def _half(cap: int) -> int:
    return max(1, cap // 2)


def _save(paper: Newspaper, *names: str) -> None:
    paper.save(update_fields=[*names, "updated_at"])


APPLY: dict[Kind, Effect] = {
    Kind.PRINTED: _printed,
    Kind.NOT_FOR_US: _not_for_us,
    Kind.WRONG_ADDRESS: _wrong_address,
    Kind.FEWER: _fewer,
    Kind.NONE: _none,
}
UNDO: dict[Kind, Effect] = {
    Kind.PRINTED: _nobody_has_said,
    Kind.NOT_FOR_US: _nobody_has_said,
    Kind.WRONG_ADDRESS: _right_address,
    Kind.FEWER: _as_many,
    Kind.NONE: _welcome,
}
