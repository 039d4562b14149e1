"""HTML as a small tree, so that tests ask for elements and not for strings."""

from collections.abc import Iterator
from xml.etree import ElementTree

import html5lib


class Node:
    """One element: attributes by `node["href"]`, the text a reader sees, elements below it."""

    def __init__(self, element: ElementTree.Element) -> None:
        self._element = element

    @property
    def tag(self) -> str:
        return self._element.tag

    @property
    def text(self) -> str:
        return " ".join("".join(self._element.itertext()).split())

    @property
    def raw_text(self) -> str:
        """With its spaces and line ends."""
        return "".join(self._element.itertext())

    def __getitem__(self, attribute: str) -> str:
        return self._element.attrib[attribute]

    def __contains__(self, attribute: str) -> bool:
        return attribute in self._element.attrib

    def get(self, attribute: str) -> str | None:
        return self._element.attrib.get(attribute)

    def all(self, tag: str) -> list["Node"]:
        return [node for node in self.nodes() if node.tag == tag]

    def one(self, tag: str) -> "Node":
        (node,) = self.all(tag)
        return node

    def with_attribute(self, attribute: str) -> "Node":
        (node,) = [node for node in self.nodes() if attribute in node]
        return node

    def by_id(self, identity: str) -> "Node":
        (node,) = [node for node in self.nodes() if node.get("id") == identity]
        return node

    def source_order(self, mark: str) -> int:
        """The place of the first element with this tag or attribute."""
        return next(place for place, node in enumerate(self.nodes()) if node.tag == mark or mark in node)

    def nodes(self) -> Iterator["Node"]:
        return (Node(element) for element in self._element.iter() if isinstance(element.tag, str))


class Html(Node):
    """A page or a piece of one."""

    def __init__(self, source: str) -> None:
        super().__init__(html5lib.parse(source, namespaceHTMLElements=False))
        self.source = source
