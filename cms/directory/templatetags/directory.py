"""Words and links on an organization's card."""

from urllib.parse import quote

import phonenumbers
from django import template

from cms.directory.models import Organization
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
