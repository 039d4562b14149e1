"""The stream of twelve blocks that every page's body is made of."""

from wagtail import blocks

from cms.core.blocks.doing import ButtonsBlock, ScriptBlock, StepsBlock
from cms.core.blocks.evidence import DocumentBlock, FactBlock, NumberBlock, PictureBlock
from cms.core.blocks.field import NamedStreamField
from cms.core.blocks.text import (
    TEXT_FEATURES,
    CalloutBlock,
    HeadingBlock,
    QuestionsBlock,
    QuoteBlock,
    TextBlock,
)


class BodyBlock(blocks.StreamBlock):
    """Twelve blocks: more than that, and an editor no longer knows which to take."""

    heading = HeadingBlock()
    text = TextBlock(features=TEXT_FEATURES)
    callout = CalloutBlock()
    quote = QuoteBlock()
    questions = QuestionsBlock()
    steps = StepsBlock()
    script = ScriptBlock()
    buttons = ButtonsBlock()
    fact = FactBlock()
    number = NumberBlock()
    picture = PictureBlock()
    document = DocumentBlock()

    class Meta:
        collapsed = True


class BodyField(NamedStreamField):
    """A stream field of `BodyBlock`."""

    stream_class = BodyBlock
