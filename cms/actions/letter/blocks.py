"""What an editor gives a letter writer: a few points and a few questions, never a finished letter."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.core.blocks.field import NamedStreamField

MOST_POINTS = 3


class TalkingPointBlock(blocks.StructBlock):
    """One fact or argument, with its source."""

    title = blocks.CharBlock(label=_("The point, in a few words"), max_length=80)
    text = blocks.TextBlock(label=_("What to know"), rows=3, max_length=400)
    source = blocks.CharBlock(label=_("Source"), max_length=160, required=False)
    url = blocks.URLBlock(label=_("Address of the source"), required=False)

    class Meta:
        icon = "pick"
        label = _("Talking point")
        label_format = _("Point: {title}")
        description = _(
            "One fact or argument that a writer can use in their own words. At most three stand beside the box."
        )
        template = "blocks/talking_point.html"
        preview_value = {
            "title": _("No law required it"),
            "text": _("Separating families was a decision. The people who made it can end it without a new law."),
            "source": _("Sample source"),
            "url": "",
        }


class PromptBlock(blocks.CharBlock):
    """One question that starts a letter."""

    class Meta:
        icon = "help"
        label = _("Question")
        description = _("A question that helps a writer begin, such as “What happened to you or someone you know?”")
        template = "blocks/prompt.html"
        preview_value = _("What happened to you or someone you know?")


class LetterHelpBlock(blocks.StreamBlock):
    """Points and questions."""

    point = TalkingPointBlock()
    prompt = PromptBlock(max_length=120)

    class Meta:
        collapsed = True
        block_counts = {"point": {"max_num": MOST_POINTS}, "prompt": {"max_num": MOST_POINTS}}


class LetterHelpField(NamedStreamField):
    """A stream of `LetterHelpBlock`."""

    stream_class = LetterHelpBlock
