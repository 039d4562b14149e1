"""The twelve building blocks of every page's body, and the field that holds them."""

from cms.core.blocks.body import BodyBlock, BodyField

__all__ = ["BodyBlock", "BodyField"]
