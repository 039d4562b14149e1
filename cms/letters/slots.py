"""A letter's time in words, as a clock on the wall of the paper shows it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import pgettext

from cms.core.clock import now
from cms.letters.models import Newspaper


@dataclass(frozen=True)
class Slot:
    """When a letter leaves for `paper`; as text "Thursday, November 26, 9:00 AM", in the paper's time zone and the
    current language. `is_now` where that time has come: then the minute on the clock says nothing to anybody."""

    moment: datetime
    paper: Newspaper

    @property
    def is_now(self) -> bool:
        return self.moment <= now()

    def __str__(self) -> str:
        return date_format(self.moment.astimezone(self.paper.zone), pgettext("date format of a slot", "l, F j, g:i A"))
