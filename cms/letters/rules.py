"""Does this letter fit its paper, and what was sent before it? The second is answered behind the proof alone."""

from datetime import datetime, timedelta

from django.db.models import Exists, Q, Subquery

from cms.core.clock import now
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
from cms.places.services import UnknownZip, find_zip

# How long the same text stays promised to one paper.
EXCLUSIVE_FOR = timedelta(days=30)


def check_length(letter: Letter) -> None:
    """Raises `TooManyWords`. Counted afresh: the stored number is only for lists."""
    count = count_words(letter.text)
    if count > letter.word_limit:
        raise TooManyWords(count, letter.word_limit)


def check_rules(letter: Letter) -> None:
    """Everything that can speak against sending `letter` to its paper. Raises a `LetterProblem`."""
    check_fit(letter)
    check_sent_before(letter)


def check_by_hand(letter: Letter) -> None:
    """The same for a letter that its writer sends. Raises a `LetterProblem`."""
    _check_fit(letter, is_open=letter.newspaper.is_by_hand)
    check_sent_before(letter)


def check_fit(letter: Letter) -> None:
    """The letter against its paper, and nothing about anybody's other letters. Raises a `LetterProblem`."""
    _check_fit(letter, is_open=letter.newspaper.may_be_offered)


def check_sent_before(letter: Letter) -> None:
    """Raises `WroteRecently`, `SentElsewhere`. Whoever types a name is not yet its owner: ask it behind the proof."""
    for problem in sent_before(letter):
        raise problem


def sent_before(letter: Letter) -> list[SentBefore]:
    """The same as an answer, all of it (one query)."""
    answers = Subquery(_by_same_person(letter).last_counted()), Exists(_elsewhere(letter))
    written_at, is_elsewhere = Letter.objects.filter(pk=letter.pk).values_list(*answers).get()
    found: list[SentBefore] = [_too_soon(letter.newspaper, written_at)] if written_at else []
    return [*found, SentElsewhere()] if is_elsewhere else found


def _check_fit(letter: Letter, *, is_open: bool) -> None:
    if not (letter.has_text and letter.has_writer):
        raise Incomplete
    if not is_open:
        raise NotOffered(letter.newspaper.name)
    if letter.is_op_ed and not letter.newspaper.takes_op_eds:
        raise NoOpEds(letter.newspaper.name)
    check_length(letter)
    check_area(letter)


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


def is_local(paper: Newspaper, zip: str) -> bool:  # noqa: A002
    """Whether a paper's own area holds this ZIP. A statewide paper's area is its state."""
    try:
        area = find_zip(zip)
    except UnknownZip:
        return False
    if paper.reach == Newspaper.Reach.NATIONAL:
        return True
    if paper.reach == Newspaper.Reach.STATEWIDE:
        return paper.state == area.state
    covering = Newspaper.objects.covering(zip=area.zip, state=area.state, county=area.county)
    return (paper.city, paper.state) == (area.city, area.state) or covering.filter(pk=paper.pk).exists()
