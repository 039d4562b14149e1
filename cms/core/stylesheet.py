"""The one stylesheet that browsers ask for, joined from the small files people edit."""

import re
from pathlib import Path

CSS_DIR = Path(__file__).resolve().parent.parent / "static" / "css"
LAYERS = "@layer reset, tokens, base, layout, components, utilities, print;"
HEADER = "/* Made by `manage.py build_css` from the files beside it. Edit those, not this. */"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(r"\s+")
AROUND_PUNCTUATION = re.compile(r"\s*([{};,])\s*")


def sources() -> list[Path]:
    """The edited files in the order they are joined; cascade layers, not this order, decide what wins."""
    components = sorted((CSS_DIR / "components").glob("*.css"))
    return [CSS_DIR / "tokens.css", CSS_DIR / "base.css", CSS_DIR / "layout.css", *components, CSS_DIR / "print.css"]


def joined() -> str:
    """All sources as one text without comments and needless spaces."""
    text = "".join(_minified(path.read_text(encoding="utf-8")) for path in sources())
    return f"{HEADER}\n{LAYERS}{text}\n"


def target() -> Path:
    """The committed file that pages link to."""
    return CSS_DIR / "site.css"


def _minified(css: str) -> str:
    css = SPACE.sub(" ", COMMENT.sub("", css))
    return AROUND_PUNCTUATION.sub(r"\1", css).replace(";}", "}").strip()
