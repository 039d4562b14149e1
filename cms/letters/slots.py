"""A letter's time in words, as a clock on the wall of the paper shows it."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import pgettext

from cms.letters.models import Newspaper


def slot_words(moment: datetime, paper: Newspaper) -> str:
    """For example "Thursday, November 26, 9:00 AM", in the paper's time zone and the current language."""
    return date_format(moment.astimezone(paper.zone), pgettext("date format of a slot", "l, F j, g:i A"))
