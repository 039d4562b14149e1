"""How offices are shown on cards."""

from datetime import time

from django import template
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext, pgettext

from cms.core.blocks.phone import phone_link as link_of
from cms.core.clock import now
from cms.officials.models import Office, Position
from cms.officials.models.contact import Contact
from cms.officials.opening import Opening, opening_of

register = template.Library()


@register.filter
def opening(contact: Contact) -> Opening | None:
    """Whether it is open now, by its own clock; none where nobody knows."""
    return opening_of(contact, now())


@register.filter
def opening_words(found: Opening) -> str:
    """ "Open now, until 5 PM there" or "Closed now. Opens Friday, 9 AM there"."""
    if found.is_open:
        return gettext("Open now, until %(hour)s their time") % {"hour": hour(found.closes_at.time())}
    moment = _unbroken(date_format(found.opens_at, pgettext("date format of opening hours", "l, g A")))
    if found.is_holiday:
        return gettext("Closed for a federal holiday. Opens %(moment)s their time") % {"moment": moment}
    return gettext("Closed now. Opens %(moment)s their time") % {"moment": moment}


@register.filter
def hour(moment: time) -> str:
    """ "10 AM", never on two lines."""
    return _unbroken(time_format(moment, pgettext("time format of opening hours", "g A")))


def _unbroken(words: str) -> str:
    """With its last space holding the line together."""
    return "\u00a0".join(words.rsplit(" ", 1))


@register.filter
def phone_link(number: str) -> str:
    """`tel:+12025550123`."""
    return link_of(number)


@register.filter
def position_in(office: Office, positions: dict[int, Position]) -> Position | None:
    """Its entry in the answer of `newest_positions`; none where nothing is known."""
    return (positions or {}).get(office.pk)
