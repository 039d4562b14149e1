"""The toolkit on a visit page: one document, with the pages that matter."""

from wagtail import blocks

from cms.core.blocks.evidence import DocumentBlock
from cms.core.blocks.field import NamedStreamField


class ToolkitBlock(blocks.StreamBlock):
    """One document, uploaded here or kept by a partner."""

    document = DocumentBlock()

    class Meta:
        collapsed = True
        max_num = 1


class ToolkitField(NamedStreamField):
    """A stream of `ToolkitBlock`."""

    stream_class = ToolkitBlock
