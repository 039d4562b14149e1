"""Why a visit cannot go on. Each says so in a sentence for the visitor, in the language of the page."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class VisitProblem(Exception):
    """The ground of all of them."""

    @property
    def sentence(self) -> str:
        return _("This does not work any more. Please look at the page again.")


class UnknownVisit(VisitProblem):
    """No visit goes by this link: it is forged, or cut off."""

    @property
    def sentence(self) -> str:
        return _("This link does not belong to a visit. Please copy the whole link from your e-mail.")


class NotOffered(VisitProblem):
    """The office has closed, or the time is none of those offered (any more)."""

    @property
    def sentence(self) -> str:
        return _("This time is not offered any more. Please choose another one.")


class SlotFull(VisitProblem):
    """Fewer places are left than people want to come."""

    def __init__(self, places_left: int) -> None:
        super().__init__(places_left)
        self.places_left = places_left

    @property
    def sentence(self) -> str:
        if not self.places_left:
            return _("This time has just filled up. Please choose another one.")
        return ngettext(
            "Only %(places)d place is left at this time. Choose another time, or come with fewer people.",
            "Only %(places)d places are left at this time. Choose another time, or come with fewer people.",
            self.places_left,
        ) % {"places": self.places_left}


class TooLate(VisitProblem):
    """The visit has begun, is over or was called off."""

    @property
    def sentence(self) -> str:
        return _("This visit cannot be called off any more: it has begun, or it is over.")


class NotYet(VisitProblem):
    @property
    def sentence(self) -> str:
        return _("Please come back after your visit, and tell us then how it went.")


class AlreadyReviewed(VisitProblem):
    """An editor has decided, or the words were erased, or it never took place."""

    @property
    def sentence(self) -> str:
        return _("This report is closed: somebody has read it, or its time is over. Thank you for going.")
