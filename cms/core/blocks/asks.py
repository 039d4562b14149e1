"""What supporters ask for: one point, and the words to say it with."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.core.blocks.field import NamedStreamField

MOST_ASKS = 6


class AskBlock(blocks.StructBlock):
    """One point."""

    title = blocks.CharBlock(label=_("In a few words"), max_length=80, help_text=_("For example: Speak out in public."))
    words = blocks.TextBlock(
        label=_("Words to say"),
        rows=3,
        max_length=500,
        help_text=_("One or two sentences. [the official], [your name] and [your town] are filled in where known."),
    )

    class Meta:
        icon = "comment"
        label = _("Point")
        label_format = "{title}"
        description = _("One thing to ask for, with the words to say it.")
        template = "blocks/ask.html"
        preview_value = {
            "title": _("Speak out in public"),
            "words": _("Please speak out in public against family separation. If you have done so, thank you."),
        }


class AsksBlock(blocks.StreamBlock):
    """One to six points, the most important first."""

    ask = AskBlock()

    class Meta:
        collapsed = True
        max_num = MOST_ASKS


class AsksField(NamedStreamField):
    """A stream of `AsksBlock`."""

    stream_class = AsksBlock
