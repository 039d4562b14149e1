"""Blocks that prove something: facts with their source, numbers, pictures, documents."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from cms.core.blocks.link import LinkBlock, LinkValue
from cms.core.blocks.text import SHORT_TEXT_FEATURES

PROOF = _("To prove")


def _verified() -> blocks.BooleanBlock:
    return blocks.BooleanBlock(
        label=_("Checked against the source"),
        required=False,
        help_text=_("Tick this only after you have read the source yourself. Otherwise the page says “not verified”."),
    )


class FactBlock(blocks.StructBlock):
    """One fact, who says so, and whether somebody checked it."""

    text = blocks.RichTextBlock(label=_("Fact"), features=SHORT_TEXT_FEATURES)
    source = blocks.CharBlock(
        label=_("Source"), max_length=240, help_text=_("Who published it, and when. A fact needs a source.")
    )
    url = blocks.URLBlock(label=_("Address of the source"), required=False)
    is_verified = _verified()

    class Meta:
        icon = "check"
        group = PROOF
        label = _("Fact with source")
        label_format = _("Fact: {source}")
        description = _("A fact with the name of its source. Unless you tick “checked”, readers see “not verified”.")
        template = "blocks/fact.html"
        preview_value = {
            "text": _("<p>Anyone who reaches the United States may ask for asylum, wherever they crossed.</p>"),
            "source": _("United States Code, title 8, section 1158"),
            "url": "",
            "is_verified": False,
        }


class NumberBlock(blocks.StructBlock):
    """One large numeral and what it counts."""

    number = blocks.CharBlock(label=_("Number"), max_length=12, help_text=_("Short, for example 99% or 2,000."))
    label = blocks.CharBlock(label=_("What it counts"), max_length=280)
    source = blocks.CharBlock(label=_("Source"), max_length=240)
    url = blocks.URLBlock(label=_("Address of the source"), required=False)
    is_verified = _verified()

    class Meta:
        icon = "order"
        group = PROOF
        label = _("Key number")
        label_format = _("Number: {number}")
        description = _("One number in very large type. Use it for the figure that changes minds.")
        template = "blocks/number.html"
        preview_value = {
            "number": "99%",
            "label": _("of families in the program came to their court dates"),
            "source": _("Immigration and Customs Enforcement figures, 2016–2017"),
            "url": "",
            "is_verified": False,
        }


class PictureBlock(blocks.StructBlock):
    """A picture with its text for people who cannot see it."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), max_length=200, required=False)

    class Meta:
        icon = "image"
        group = PROOF
        label = _("Picture")
        label_format = _("Picture: {caption}")
        description = _("A picture with a description for people who cannot see it, or marked as decoration.")
        template = "blocks/picture.html"
        preview_template = "blocks/preview_picture.html"
        preview_value = {"caption": _("Your caption")}


class DocumentBlock(LinkBlock):
    """A fact sheet or toolkit to download or open elsewhere."""

    document = DocumentChooserBlock(label=_("Document"), required=False)
    language = blocks.ChoiceBlock(label=_("Language of the document"), choices=settings.LANGUAGES, default="en")
    pages = blocks.CharBlock(
        label=_("Pages that matter"), max_length=60, required=False, help_text=_("For example: pages 9 to 11")
    )
    publisher = blocks.CharBlock(label=_("Who made it"), max_length=120, required=False)

    class Meta:
        icon = "doc-full"
        group = PROOF
        label = _("Document or fact sheet")
        label_format = _("Document: {text}")
        description = _("A fact sheet or toolkit, uploaded here or kept by a partner, with the pages that matter.")
        template = "blocks/document.html"
        value_class = LinkValue
        targets = ("document", "page", "url")
        preview_value = {
            "text": _("Keep Marching toolkit"),
            "url": "https://www.momsrising.org/",
            "language": "en",
            "pages": _("pages 9 to 11"),
            "publisher": "MomsRising",
        }
