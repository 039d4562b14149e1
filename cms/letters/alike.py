"""The originality coach: a letter against our own words, and against what its paper has from us already."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from cms.letters.models import Letter, Status
from cms.letters.originality import STOP_FROM, WARN_FROM, Shingles, passages, shingles, similarity
from cms.letters.problems import LikeOurWords, LikeSentLetter, TooAlike

# The paper has them, or will: their writers have confirmed them.
WITH_THE_PAPER = (
    Status.IN_REVIEW, Status.QUEUED, Status.SENDING, Status.DEFERRED, Status.ACCEPTED, Status.UNKNOWN,
)  # fmt: skip
MOST_COMPARED = 50


@dataclass(frozen=True)
class Likeness:
    """How alike a letter is to our words and to other letters (0 to 1 each).

    `passages` are the writer's own words that are ours too. Of other letters nothing is ever shown, not even
    which words are shared.
    """

    to_ours: float
    to_letters: float
    passages: list[str]

    @property
    def is_warning(self) -> bool:
        return max(self.to_ours, self.to_letters) >= WARN_FROM

    @property
    def is_stop(self) -> bool:
        return max(self.to_ours, self.to_letters) >= STOP_FROM

    @property
    def is_like_letter(self) -> bool:
        return self.to_letters >= WARN_FROM


def likeness(letter: Letter, ours: Sequence[Shingles]) -> Likeness:
    """Compare a letter's text. `ours` are the shingles of our own texts, in the letter's language (one query)."""
    own = shingles(letter.text)
    alike = [one for one in ours if similarity(own, one) >= WARN_FROM]
    return Likeness(
        to_ours=max((similarity(own, one) for one in alike), default=0.0),
        to_letters=_to_letters(letter, own),
        passages=passages(letter.text, own & frozenset().union(*alike)) if alike else [],
    )


def stop_of(found: Likeness) -> TooAlike | None:
    """What keeps a letter from going on as it is, if anything does."""
    if not found.is_stop:
        return None
    return LikeOurWords() if found.to_ours >= STOP_FROM else LikeSentLetter()


def check_alike(letter: Letter, ours: Sequence[Shingles] = ()) -> None:
    """No form letters. Raises `LikeOurWords`, `LikeSentLetter`. For the last word, hold the paper meanwhile."""
    problem = stop_of(likeness(letter, ours))
    if problem:
        raise problem


def _to_letters(letter: Letter, own: Shingles) -> float:
    """The most alike of the last letters to the same paper in the same language whose words are still kept.

    What a writer only says they sent counts for that person alone, or anybody could stop others with a click.
    """
    counts = Q(status__in=WITH_THE_PAPER) | (Q(status=Status.SELF_SENT) & letter.same_person)
    others = Letter.objects.filter(counts, newspaper_id=letter.newspaper_id, language=letter.language, erased_at=None)
    texts = others.exclude(pk=letter.pk).order_by("-pk").values_list("text", flat=True)[:MOST_COMPARED]
    return max((similarity(own, shingles(text)) for text in texts), default=0.0)
