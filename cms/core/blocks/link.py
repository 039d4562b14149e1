"""A link to one thing: a page of this site, a document, a phone number or another address."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.core.blocks.phone import PhoneBlock, phone_link


class LinkValue(blocks.StructValue):
    """What a link block holds, with the one address it leads to."""

    @property
    def href(self) -> str:
        """The address, or an empty text where the page or document is gone or not public."""
        if self.get("document"):
            return str(self["document"].url)
        if self.get("page"):
            page = self["page"].localized
            return str(page.url or "") if page.live else ""
        return phone_link(self.get("phone") or "") or str(self.get("url") or "")

    @property
    def is_external(self) -> bool:
        """Whether the link leaves this site."""
        return self.href.startswith("http") and not self.get("page") and not self.get("document")


class LinkBlock(blocks.StructBlock):
    """Text and exactly one target; subclasses name the targets they offer in `Meta.targets`."""

    text = blocks.CharBlock(label=_("Text of the link"), max_length=80)
    page = blocks.PageChooserBlock(label=_("Page of this site"), required=False)
    url = blocks.URLBlock(label=_("Other address"), required=False)

    class Meta:
        icon = "link"
        value_class = LinkValue
        targets = ("page", "url")

    def clean(self, value: Any) -> Any:
        """Refuse no target and more than one, at the fields that are wrong."""
        cleaned = super().clean(value)
        chosen = [name for name in self.meta.targets if cleaned.get(name)]
        if len(chosen) == 1:
            return cleaned
        message = _("Fill in only one of these.") if chosen else _("Choose where this leads.")
        names = chosen or self.meta.targets[:1]
        raise StructBlockValidationError(block_errors={name: ValidationError(message) for name in names})


class ButtonBlock(LinkBlock):
    """One call to action."""

    phone = PhoneBlock(required=False)
    style = blocks.ChoiceBlock(
        label=_("Look"),
        choices=[("main", _("Main action")), ("quiet", _("Second action")), ("help", _("Help"))],
        default="main",
    )

    class Meta:
        icon = "pick"
        label = _("Button")
        label_format = "{text}"
        value_class = LinkValue
        targets = ("page", "phone", "url")
