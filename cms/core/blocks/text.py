"""Blocks to read: headings, text, marked phrases, quotes, questions."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

TEXT_FEATURES = ["bold", "italic", "h3", "ol", "ul", "link", "document-link"]
SHORT_TEXT_FEATURES = ["bold", "italic", "link"]
READ = _("To read")


class HeadingBlock(blocks.CharBlock):
    """A heading between the page's title and its text."""

    class Meta:
        icon = "title"
        group = READ
        label = _("Heading")
        description = _("Starts a new part of the page. Say what the part is about in a few words.")
        template = "blocks/heading.html"
        preview_value = _("What the law says")


class TextBlock(blocks.RichTextBlock):
    """Paragraphs, lists and small headings."""

    class Meta:
        icon = "pilcrow"
        group = READ
        label = _("Text")
        description = _("Paragraphs, lists and links. Keep sentences under 25 words.")
        template = "blocks/text.html"
        preview_value = _(
            "<p>Asking for safety at the border is <b>legal</b>. Anyone who arrives may ask, and an officer must "
            "listen.</p>"
        )


class CalloutBlock(blocks.StructBlock):
    """One phrase marked like a passage in a newspaper."""

    phrase = blocks.CharBlock(label=_("Marked phrase"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text below it"), features=SHORT_TEXT_FEATURES, required=False)

    class Meta:
        icon = "edit"
        group = READ
        label = _("Marked phrase")
        label_format = _("Marked: {phrase}")
        description = _("The one sentence a reader should remember, in highlighter. Use it once or twice on a page.")
        template = "blocks/callout.html"
        preview_value = {
            "phrase": _("No law required it."),
            "text": _("<p>It began with a memo. A memo can end it.</p>"),
        }


class QuoteBlock(blocks.StructBlock):
    """Words of a person, with their name."""

    text = blocks.TextBlock(label=_("Quote"), rows=3, max_length=400)
    who = blocks.CharBlock(label=_("Who said it"), max_length=120)
    where = blocks.CharBlock(label=_("Where and when"), max_length=160, required=False)
    source = blocks.URLBlock(label=_("Address of the source"), required=False)

    class Meta:
        icon = "openquote"
        group = READ
        label = _("Quote")
        label_format = _("Quote: {who}")
        description = _("What someone said, word for word, with their name and where they said it.")
        template = "blocks/quote.html"
        preview_value = {
            "text": _("I called on my lunch break. It took four minutes, and a real person wrote it down."),
            "who": _("A caller from El Paso"),
            "where": _("Sample quote"),
            "source": "",
        }


class QuestionBlock(blocks.StructBlock):
    """One question with its answer."""

    question = blocks.CharBlock(label=_("Question"), max_length=160)
    answer = blocks.RichTextBlock(label=_("Answer"), features=[*SHORT_TEXT_FEATURES, "ul"])

    class Meta:
        icon = "help"
        label = _("Question")
        label_format = "{question}"


class QuestionsBlock(blocks.ListBlock):
    """Questions that open one by one."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(QuestionBlock(), **{"min_num": 1, "max_num": 12, **kwargs})

    class Meta:
        icon = "help"
        group = READ
        label = _("Questions and answers")
        description = _("Questions people ask. Each answer opens when its question is pressed.")
        template = "blocks/questions.html"
        preview_value = [
            {
                "question": _("What if I get voicemail?"),
                "answer": _("<p>Leave the message. Staff count voicemails too.</p>"),
            }
        ]
