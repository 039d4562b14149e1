"""The stream field that each kind of stream on a page is a subclass of."""

from typing import Any, ClassVar

from wagtail.blocks import BaseStreamBlock
from wagtail.fields import StreamField


class NamedStreamField(StreamField):
    """A stream field of one `stream_class`.

    Migrations keep no copy of the blocks: a reworded help text or a new block needs no migration in
    each app that has a page type.
    """

    stream_class: ClassVar[type[BaseStreamBlock]]

    def __init__(self, block_types: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        super().__init__(block_types or self.stream_class(), **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        del kwargs["block_lookup"]
        return name, path, [], kwargs
