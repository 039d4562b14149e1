"""How words in page bodies are shown."""

import re

from django import template
from django.utils.html import conditional_escape, linebreaks
from django.utils.safestring import SafeString, mark_safe

from cms.core.blocks.phone import readable_phone

register = template.Library()
SLOT = re.compile(r"\[[^\[\]\n]{1,60}\]")


@register.filter
def with_slots(text: str) -> SafeString:
    """Plain text as paragraphs, with each [slot] marked; everything else is escaped."""
    return mark_safe(SLOT.sub(r"<mark>\g<0></mark>", linebreaks(conditional_escape(text))))  # noqa: S308  (escaped)


@register.filter
def phone(number: str) -> str:
    """`(855) 440-1800` of `+18554401800`."""
    return readable_phone(number)
