"""A paper's rules beside one letter, for the desk: which it keeps, and which it breaks."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.utils.translation import override as use_language

from cms.letters.alike import check_alike
from cms.letters.models import Letter
from cms.letters.problems import LetterProblem, SentElsewhere, WroteRecently
from cms.letters.rules import check_area, check_length, check_rules, sent_before
from cms.letters.words import count_words


@dataclass(frozen=True)
class Fit:
    """One rule. `problem` says how the letter breaks it; empty where it keeps it."""

    rule: str
    problem: str = ""


def fits(letter: Letter) -> list[Fit]:
    """Every rule that the paper has, checked now."""
    paper, count = letter.newspaper, count_words(letter.text)
    words = ngettext("%(count)d word of at most %(limit)d", "%(count)d words of at most %(limit)d", count)
    found = [Fit(words % {"count": count, "limit": letter.word_limit}, _problem(check_length, letter))]
    before = {type(problem): problem.sentence for problem in sent_before(letter)}
    if paper.frequency_days:
        found.append(Fit(_every(paper.frequency_days), before.get(WroteRecently, "")))
    rule = _("Only letters that no other paper has") if paper.exclusive else _("Promised to no other paper")
    found.append(Fit(rule, before.get(SentElsewhere, "")))
    if paper.local_only:
        found.append(Fit(_("Only from people in its area"), _problem(check_area, letter)))
    found.append(Fit(_("No form letter: in words of its own"), _problem(check_alike, letter)))
    return found


def what_keeps_it(letter: Letter) -> str:
    """Why it could not leave if it were approved now, for its writer and in their language; empty if nothing."""
    with use_language(letter.language):
        return _problem(check_rules, letter) or _problem(check_alike, letter)


def _every(days: int) -> str:
    return ngettext("One letter per person a day", "One letter per person every %(days)s days", days) % {"days": days}


def _problem(check: Callable[[Letter], None], letter: Letter) -> str:
    try:
        check(letter)
    except LetterProblem as problem:
        return problem.sentence
    return ""
