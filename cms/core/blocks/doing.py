"""Blocks that help to do something: steps, scripts, buttons."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.core.blocks.link import ButtonBlock
from cms.core.blocks.text import SHORT_TEXT_FEATURES

DO = _("To do")


class StepBlock(blocks.StructBlock):
    """One step."""

    title = blocks.CharBlock(label=_("What to do"), max_length=120)
    text = blocks.RichTextBlock(label=_("How"), features=[*SHORT_TEXT_FEATURES, "ul"], required=False)

    class Meta:
        icon = "list-ol"
        label = _("Step")
        label_format = "{title}"


class StepsBlock(blocks.ListBlock):
    """Steps in order, with large numerals."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(StepBlock(), **{"min_num": 1, "max_num": 9, **kwargs})

    class Meta:
        icon = "list-ol"
        group = DO
        label = _("Steps")
        description = _("Numbered steps. Begin each with the verb: call, say, write down.")
        template = "blocks/steps.html"
        preview_value = [
            {"title": _("Call the hotline"), "text": _("<p>It connects you to your member of Congress.</p>")},
            {"title": _("Say your name and town"), "text": ""},
        ]


class ScriptBlock(blocks.StructBlock):
    """Words to say, with [slots] for what only the reader knows."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.TextBlock(
        label=_("Words to say"),
        rows=8,
        max_length=2000,
        help_text=_(
            "Put what the reader fills in between square brackets: [your name]. An empty line starts a paragraph."
        ),
    )

    class Meta:
        icon = "comment"
        group = DO
        label = _("Script")
        label_format = _("Script: {title}")
        description = _("Words to say on the phone or in an office. [Square brackets] mark what the reader fills in.")
        template = "blocks/script.html"
        preview_value = {
            "title": _("What to say"),
            "text": _("Hello, my name is [your name] and I live in [your town].\n\nPlease keep families together."),
        }


class ButtonsBlock(blocks.ListBlock):
    """One to three calls to action in a row."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(ButtonBlock(), **{"min_num": 1, "max_num": 3, **kwargs})

    class Meta:
        icon = "pick"
        group = DO
        label = _("Buttons")
        description = _("One to three buttons: to a page, to a phone number or to another site.")
        template = "blocks/buttons.html"
        preview_value = [{"text": _("Call now"), "phone": "+18554401800", "style": "main"}]
