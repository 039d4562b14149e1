"""A visit's time and place in words."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import pgettext

from cms.officials.models import DistrictOffice, Visit


def day_words(moment: datetime) -> str:
    """ "Monday, March 9"."""
    return date_format(moment, pgettext("date format of a day", "l, F j"))


def hour_words(moment: datetime) -> str:
    """ "10 AM", "2:30 PM"."""
    if moment.minute:
        return date_format(moment, pgettext("time format with minutes", "g:i A"))
    return date_format(moment, pgettext("time format of opening hours", "g A"))


def time_words(visit: Visit) -> str:
    """ "Monday, March 9, 10 AM", by the office's own clock."""
    return f"{day_words(visit.local_time)}, {hour_words(visit.local_time)}"


def office_words(branch: DistrictOffice) -> str:
    """Whose office it is: "Ana Flores, McAllen", or the seat where nobody holds it."""
    holder = branch.office.holder
    return f"{holder.name if holder else branch.office.label}, {branch.city}"


def address_words(branch: DistrictOffice) -> str:
    """ "100 Sample Street, McAllen, TX 78501"."""
    town = f"{branch.city}, {branch.state} {branch.zip}".strip()
    return f"{branch.address}, {town}" if branch.address else town
