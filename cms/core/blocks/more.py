"""What stands below a page's own content: blocks that apps above this one bring along."""

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from wagtail import blocks

from cms.core.blocks.field import NamedStreamField


class MoreBlock(blocks.StreamBlock):
    """The blocks that `MORE_BLOCKS` names, as {name in the stream: dotted path}.

    Their modules are read while models load, so they may import none.
    """

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        brought = [(name, import_string(path)()) for name, path in settings.MORE_BLOCKS.items()]
        super().__init__([*(local_blocks or ()), *brought], **kwargs)

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        """A form that was opened before this field was there sends nothing for it: then there is nothing."""
        sent = data if f"{prefix}-count" in data else {f"{prefix}-count": "0"}
        return super().value_from_datadict(sent, files, prefix)

    class Meta:
        collapsed = True
        # Each asks the database once for each reader.
        max_num = 3


class MoreField(NamedStreamField):
    """A stream field of `MoreBlock`."""

    stream_class = MoreBlock
