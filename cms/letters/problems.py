"""Why a letter cannot go on. Each says so in a sentence for the writer, in the language of the page."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class LetterProblem(Exception):
    """The ground of all of them. `sentence` is for the writer."""

    @property
    def sentence(self) -> str:
        return _("This cannot be sent as it is.")


class UnknownLink(LetterProblem):
    """No letter goes by this link: it is forged, cut off, or replaced by a newer one."""

    @property
    def sentence(self) -> str:
        return _("This link does not belong to a letter. Please copy the whole link from your e-mail.")


class NotOffered(LetterProblem):
    """The paper was turned off, or its rules are not verified, or mail to it bounces."""

    def __init__(self, paper_name: str) -> None:
        super().__init__(paper_name)
        self.paper_name = paper_name

    @property
    def sentence(self) -> str:
        return _("We are not sending anything to %(paper)s right now. Please choose another paper.") % {
            "paper": self.paper_name
        }


class TooManyWords(LetterProblem):
    def __init__(self, count: int, limit: int) -> None:
        super().__init__(count, limit)
        self.count, self.limit = count, limit

    @property
    def sentence(self) -> str:
        over = self.count - self.limit
        return ngettext(
            "Your text has %(count)d words. This paper takes %(limit)d. Please cut one word.",
            "Your text has %(count)d words. This paper takes %(limit)d. Please cut %(over)d words.",
            over,
        ) % {"count": self.count, "limit": self.limit, "over": over}


class SentBefore(LetterProblem):
    """What somebody sent before keeps this letter from this paper: told only to who has proven a mailbox."""


class WroteRecently(SentBefore):
    """The paper takes one letter per person in so many days, and this one comes too early."""

    def __init__(self, paper_name: str, days: int, again_on: date) -> None:
        super().__init__(paper_name, days, again_on)
        self.paper_name, self.days, self.again_on = paper_name, days, again_on

    @property
    def sentence(self) -> str:
        return _(
            "%(paper)s takes one text per person every %(days)d days, and you have sent it one. "
            "You can write to it again on %(date)s, or choose another paper today."
        ) % {"paper": self.paper_name, "days": self.days, "date": date_format(self.again_on, "DATE_FORMAT")}


class SentElsewhere(SentBefore):
    """The same text is on its way to another paper, and one of the two wants it for itself."""

    @property
    def sentence(self) -> str:
        return _(
            "You have sent this same text to another paper, and one of the two prints only what no other paper has. "
            "Please write this one in new words."
        )


class TooAlike(LetterProblem):
    """Papers do not print form letters: most of this one stands elsewhere already."""


class LikeOurWords(TooAlike):
    @property
    def sentence(self) -> str:
        return _(
            "Most of this is in our words, and editors do not print form letters. Your text is kept. Please say it in "
            "your own words."
        )


class LikeSentLetter(TooAlike):
    """It says nothing of the other letter but that there is one."""

    @property
    def sentence(self) -> str:
        return _(
            "This is very like another text that this paper already got from us, and editors do not print the same "
            "words twice. Your text is kept. Please say it in your own words."
        )


class NoOpEds(LetterProblem):
    def __init__(self, paper_name: str) -> None:
        super().__init__(paper_name)
        self.paper_name = paper_name

    @property
    def sentence(self) -> str:
        return _("%(paper)s takes no op-eds. Make it a letter, or choose another paper.") % {"paper": self.paper_name}


class NotFromHere(LetterProblem):
    def __init__(self, paper_name: str) -> None:
        super().__init__(paper_name)
        self.paper_name = paper_name

    @property
    def sentence(self) -> str:
        return _("%(paper)s prints only what people in its own area write. Please choose another paper.") % {
            "paper": self.paper_name
        }


class Incomplete(LetterProblem):
    @property
    def sentence(self) -> str:
        return _("Something is still missing.")


class MailbagFull(LetterProblem):
    @property
    def sentence(self) -> str:
        return _("This paper's mailbag is full for weeks. Please choose another paper.")


class LinkExpired(LetterProblem):
    @property
    def sentence(self) -> str:
        return _("This link was good for 7 days, and that time is over. Nothing was sent, and your text is still here.")


class AlreadyLeft(LetterProblem):
    @property
    def sentence(self) -> str:
        return _("It has already left, so it cannot be taken back.")


class NotNow(LetterProblem):
    """The step does not fit where the letter stands: an old page was used again."""

    @property
    def sentence(self) -> str:
        return _("This step is already done. Here is where it stands.")


class SentTooLongAgo(NotNow):
    """The outbox has erased the address to which the letter went."""

    @property
    def sentence(self) -> str:
        return _("It left so long ago that the address was erased, so it cannot be sent again from here.")


class ClaimedByOther(LetterProblem):
    """Somebody else at the desk is reading it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    @property
    def sentence(self) -> str:
        return _("Nothing was changed: %(name)s has taken this letter.") % {"name": self.name}


class NotClaimed(LetterProblem):
    """A decision without a claim, or half an hour after it."""

    @property
    def sentence(self) -> str:
        return _(
            "Nothing was changed: you do not hold this letter, or you took it over half an hour ago. Take it again "
            "and read it once more: it may have changed."
        )


class MergeRefused(LetterProblem):
    """Two papers cannot become one right now."""

    @property
    def sentence(self) -> str:
        return _(
            "A letter is leaving for one of these papers right now, or one of them is gone. Try again in a minute."
        )


class SlotDoubled(MergeRefused):
    def __init__(self, paper_name: str, day: date) -> None:
        super().__init__(paper_name, day)
        self.paper_name, self.day = paper_name, day

    @property
    def sentence(self) -> str:
        return _(
            "Nothing was merged. On %(date)s more letters would leave for %(paper)s than its mailbag takes. "
            "Raise the caps, or wait until they have left."
        ) % {"paper": self.paper_name, "date": date_format(self.day, "DATE_FORMAT")}


class MailboxChanges(MergeRefused):
    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address

    @property
    def sentence(self) -> str:
        return _(
            "Nothing was merged. Letters are waiting to leave for %(address)s. Keep that mailbox, or wait until they "
            "have left."
        ) % {"address": self.address}
