"""Short ways to write a page's body in code, for the starter kit and for tests.

Each function returns one raw block of `cms.core.blocks.BodyBlock`; a list of them is a body.
"""

from collections.abc import Iterable
from typing import Any

RawBlock = dict[str, Any]


def heading(words: str) -> RawBlock:
    return {"type": "heading", "value": words}


def text(*paragraphs: str) -> RawBlock:
    """Paragraphs of rich text; one that is a list or a heading already is taken as it is."""
    return {"type": "text", "value": _html(paragraphs)}


def callout(phrase: str, below: str = "") -> RawBlock:
    return {"type": "callout", "value": {"phrase": phrase, "text": _html([below]) if below else ""}}


def quote(words: str, who: str, where: str = "", source: str = "") -> RawBlock:
    return {"type": "quote", "value": {"text": words, "who": who, "where": where, "source": source}}


def questions(*pairs: tuple[str, str]) -> RawBlock:
    return {"type": "questions", "value": [{"question": asked, "answer": _html([answer])} for asked, answer in pairs]}


def steps(*pairs: tuple[str, str]) -> RawBlock:
    return {"type": "steps", "value": [{"title": title, "text": _html([how]) if how else ""} for title, how in pairs]}


def script(title: str, words: str) -> RawBlock:
    return {"type": "script", "value": {"title": title, "text": words}}


def ask(title: str, words: str) -> RawBlock:
    """One point of `cms.core.blocks.asks.AsksField`, which is a stream of its own."""
    return {"type": "ask", "value": {"title": title, "words": words}}


def button(label: str, **target: Any) -> dict[str, Any]:
    """One button for `buttons`; the target is `page` (an id), `phone` (E.164) or `url`, with an optional `style`."""
    return {"text": label, "page": None, "phone": "", "url": "", "style": "main", **target}


def buttons(*made: dict[str, Any]) -> RawBlock:
    return {"type": "buttons", "value": list(made)}


def fact(words: str, source: str, url: str = "") -> RawBlock:
    """A fact that nobody has checked yet: an editor ticks that, code never does."""
    return {"type": "fact", "value": {"text": _html([words]), "source": source, "url": url, "is_verified": False}}


def number(figure: str, label: str, source: str, url: str = "") -> RawBlock:
    """A key number that nobody has checked yet."""
    value = {"number": figure, "label": label, "source": source, "url": url, "is_verified": False}
    return {"type": "number", "value": value}


def document(label: str, url: str, *, language: str = "en", pages: str = "", publisher: str = "") -> RawBlock:
    value = {"text": label, "page": None, "document": None, "url": url}
    return {"type": "document", "value": {**value, "language": language, "pages": pages, "publisher": publisher}}


def newest_stories(number: int) -> RawBlock:
    """A block of `cms.core.blocks.MoreField`, below a page: the newest public stories, 1 to 6 of them."""
    return {"type": "newest_stories", "value": {"number": number, "topic": ""}}


def _html(paragraphs: Iterable[str]) -> str:
    return "".join(one if one.startswith(("<p>", "<ul>", "<ol>", "<h3>")) else f"<p>{one}</p>" for one in paragraphs)
