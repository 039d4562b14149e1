"""The words of an answer as plain text, without attachments and not without end."""

import re
from html.parser import HTMLParser

from cms.core.text import clean_text
from cms.outbox.inbound.parsing import IncomingMail

MOST_BYTES = 20_000
# HTML says little with many characters.
MOST_HTML = 100_000
# Python's parser needs minutes for a torn tag that is repeated. It gets whole tags only, without attributes.
DECLARATION = re.compile(r"<[!?][^<>]{0,4000}>")
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})(?![a-zA-Z0-9])[^<>]{0,4000}>")
ANGLE = re.compile(r"<(?!/?[a-zA-Z][a-zA-Z0-9]{0,20}>)")
BREAKS = {"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "hr", "ul", "ol"}
UNSEEN = {"script", "style", "head", "title", "template", "noscript"}


class _Words(HTMLParser):
    """Collects what a reader would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._unseen += tag in UNSEEN
        if tag in BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in UNSEEN))
        if tag in BREAKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words.append(re.sub(r"\s+", " ", data))


def from_html(html: str) -> str:
    """The visible words of `html`, a line for each block."""
    parser = _Words()
    parser.feed(_whole_tags(html[:MOST_HTML]))
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.words).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _whole_tags(html: str) -> str:
    before, *comments = html.split("<!--")
    shown = before + "".join(comment.partition("-->")[2] for comment in comments)
    return ANGLE.sub("&lt;", TAG.sub(r"<\1\2>", DECLARATION.sub("", shown)))


def words_of(mail: IncomingMail) -> tuple[str, bool]:
    """The text (at most 20 KB) and whether it was cut: the plain part, else the HTML part made plain."""
    shown = [part for part in mail.parts if not part.is_attachment]
    plain = next((part.text for part in shown if part.content_type == "text/plain" and part.text.strip()), "")
    html = next((part.text for part in shown if part.content_type == "text/html"), "")
    text = clean_text(plain) if plain else clean_text(from_html(html))
    whole = text.encode("utf-8")
    return whole[:MOST_BYTES].decode("utf-8", "ignore"), len(whole) > MOST_BYTES


def has_attachments(mail: IncomingMail) -> bool:
    return any(part.is_attachment for part in mail.parts)
