"""The stream of twelve blocks that every page's body is made of."""

from typing import Any

from wagtail import blocks
from wagtail.fields import StreamField

from cms.core.blocks.doing import ButtonsBlock, ScriptBlock, StepsBlock
from cms.core.blocks.evidence import DocumentBlock, FactBlock, NumberBlock, PictureBlock
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


class BodyField(StreamField):
    """A stream field of `BodyBlock`.

    Migrations keep no copy of the blocks: a reworded help text or a new block needs no migration in
    each app that has a page type.
    """

    def __init__(self, block_types: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        super().__init__(block_types or BodyBlock(), **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        del kwargs["block_lookup"]
        return name, path, [], kwargs
