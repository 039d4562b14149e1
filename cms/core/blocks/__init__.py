"""The twelve building blocks of every page's body, what may stand below a page, and the fields that hold them."""

from cms.core.blocks.body import BodyBlock, BodyField
from cms.core.blocks.more import MoreField

__all__ = ["BodyBlock", "BodyField", "MoreField"]
