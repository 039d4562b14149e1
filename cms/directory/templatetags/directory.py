"""Words and links on an organization's card."""

from urllib.parse import quote
from zoneinfo import ZoneInfo

import phonenumbers
from django import template
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext

from cms.core.clock import now
from cms.directory.hours import DAYS, Opening
from cms.directory.models import Location, Organization
from cms.directory.results import Reach, Results
from cms.places.states import state_name

register = template.Library()


@register.filter
def phone_words(number: str) -> str:
    """(956) 555-0123 for any notation of a U.S. number."""
    parsed = phonenumbers.parse(number, "US")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)


@register.filter
def phone_link(number: str) -> str:
    """tel:+19565550123 for any notation of a U.S. number."""
    return f"tel:{phonenumbers.format_number(phonenumbers.parse(number, 'US'), phonenumbers.PhoneNumberFormat.E164)}"


@register.filter
def state(code: str) -> str:
    """The name of a state in the reader's language."""
    return state_name(code)


@register.filter
def text_me(organization: Organization, phone: str | None) -> str:
    """A link that opens the reader's own messages with the organization's name, `phone` and website."""
    lines = [organization.name, phone_words(phone) if phone else "", organization.website]
    # The odd "?&" is understood by both iPhone and Android.
    return f"sms:?&body={quote(chr(10).join(line for line in lines if line))}"


@register.filter
def weekday_there(location: Location) -> str:
    """The code of today's day ("MO") where the office is; empty where its time zone is not known."""
    if not location.time_zone:
        return ""
    return str(DAYS[now().astimezone(ZoneInfo(location.time_zone)).weekday()])


@register.filter
def opening_words(opening: Opening) -> str:
    """Whether an office is open, in one sentence."""
    if opening.until:
        return gettext("Open now, until %(time)s") % {"time": time_format(opening.until)}
    if opening.opens is None:
        return ""
    words = {"time": time_format(opening.opens.time()), "day": date_format(opening.opens, "l")}
    if opening.opens_today:
        return gettext("Closed now, opens today at %(time)s") % words
    return gettext("Closed now, opens %(day)s at %(time)s") % words


@register.simple_tag
def group_heading(name: str, results: Results) -> str:
    """The heading above one group of the finder's results; `name` as in the address."""
    if name == "national" or results.wish.place is None:
        return gettext("Help anywhere in the country")
    words = {"place": results.wish.place.label, "state": state_name(results.wish.place.state)}
    if name == "near":
        return gettext("Near %(place)s") % words
    if name == "state":
        return gettext("For people in all of %(state)s") % words
    if results.with_reach(Reach.IN_STATE):
        return gettext("Elsewhere in %(state)s") % words
    return gettext("In the states around %(state)s") % words
