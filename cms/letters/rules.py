"""Does this letter fit its paper, and what was sent before it? The second is answered behind the proof alone."""

from datetime import datetime, timedelta

from django.db.models import Exists, Q, Subquery

from cms.core.clock import now
from cms.letters.area import area_columns, holds, is_local
from cms.letters.models import Letter, Newspaper, Status
from cms.letters.models.letter import LetterQuerySet
from cms.letters.problems import (
    Incomplete,
    NoOpEds,
    NotFromHere,
    NotOffered,
    SentBefore,
    SentElsewhere,
    TooManyWords,
    WroteRecently,
)
from cms.letters.words import count_words

# How long the same text stays promised to one paper.
EXCLUSIVE_FOR = timedelta(days=30)


def check_length(letter: Letter) -> None:
    """Raises `TooManyWords`. Counted afresh: the stored number is only for lists."""
    count = count_words(letter.text)
    if count > letter.word_limit:
        raise TooManyWords(count, letter.word_limit)


def check_rules(letter: Letter) -> None:
    """Everything that can speak against sending `letter` to its paper. Raises a `LetterProblem`."""
    _check_paper(letter, is_open=letter.newspaper.may_be_offered)
    _check_history(letter)


def check_by_hand(letter: Letter) -> None:
    """The same for a letter that its writer sends. Raises a `LetterProblem`."""
    _check_paper(letter, is_open=letter.newspaper.is_by_hand)
    _check_history(letter)


def check_fit(letter: Letter) -> None:
    """The letter against its paper, and nothing about anybody's other letters. Raises a `LetterProblem`."""
    _check_paper(letter, is_open=letter.newspaper.may_be_offered)
    check_area(letter)


def sent_before(letter: Letter) -> list[SentBefore]:
    """What was sent before and speaks against it, all of it (one query). Whoever types a name is not yet its owner: ask
    it behind the proof."""
    return _found_before(letter, *Letter.objects.filter(pk=letter.pk).values_list(*_before(letter)).get())


def _check_history(letter: Letter) -> None:
    """Where its writer lives and what was sent before, in one query: both are asked while the paper is held."""
    before, paper = _before(letter), letter.newspaper
    area = area_columns(letter.zip, "newspaper__") if paper.local_only else []
    rows = list(Letter.objects.filter(pk=letter.pk).values_list(*before, *area))
    if area and not holds(paper, letter.zip, [row[len(before) :] for row in rows]):
        raise NotFromHere(paper.name)
    for problem in _found_before(letter, *rows[0][: len(before)]):
        raise problem


def _before(letter: Letter) -> tuple[Subquery, Exists]:
    return Subquery(_by_same_person(letter).last_counted()), Exists(_elsewhere(letter))


def _found_before(letter: Letter, written_at: datetime | None, is_elsewhere: bool) -> list[SentBefore]:
    found: list[SentBefore] = [_too_soon(letter.newspaper, written_at)] if written_at else []
    return [*found, SentElsewhere()] if is_elsewhere else found


def _check_paper(letter: Letter, *, is_open: bool) -> None:
    if not (letter.has_text and letter.has_writer):
        raise Incomplete
    if not is_open:
        raise NotOffered(letter.newspaper.name)
    if letter.is_op_ed and not letter.newspaper.takes_op_eds:
        raise NoOpEds(letter.newspaper.name)
    check_length(letter)


def _by_same_person(letter: Letter) -> LetterQuerySet:
    """Within the paper's window. What somebody only says they sent counts where writers send themselves, and nowhere
    else."""
    paper = letter.newspaper
    since = now() - timedelta(days=paper.frequency_days)
    same = Letter.objects.counting(since=since).filter(letter.same_person, newspaper=paper).exclude(pk=letter.pk)
    return same if paper.is_by_hand else same.exclude(status=Status.SELF_SENT)


def _too_soon(paper: Newspaper, written_at: datetime) -> WroteRecently:
    again_at = written_at + timedelta(days=paper.frequency_days)
    return WroteRecently(paper.name, paper.frequency_days, again_at.astimezone(paper.zone).date())


def _elsewhere(letter: Letter) -> LetterQuerySet:
    """The same text. What somebody only says they sent counts for the same person, and for nobody else."""
    elsewhere = (
        Letter.objects.counting(since=now() - EXCLUSIVE_FOR)
        .filter(~Q(status=Status.SELF_SENT) | letter.same_person, text_hash=letter.text_hash)
        .exclude(newspaper=letter.newspaper)
    )
    return elsewhere if letter.newspaper.exclusive else elsewhere.filter(newspaper__exclusive=True)


def check_area(letter: Letter) -> None:
    """Raises `NotFromHere`."""
    paper = letter.newspaper
    if paper.local_only and not is_local(paper, letter.zip):
        raise NotFromHere(paper.name)
