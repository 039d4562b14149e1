"""Logs say what happened, never to whom."""

import logging
import re
import traceback
from collections.abc import Iterator

# Each pattern starts once per word and repeats with a bound: a long address must not keep a worker busy.
EMAIL = re.compile(r"(?<![^\s<>\"'=,;:/()])[^\s<>\"'=,;:/()]+@[^\s<>\"',;()]+")
PHONE = re.compile(r"(?<![\w-])\+?1?[\s.(-]{0,4}\d{3}[\s.)-]{1,2}\d{3}[\s.-]\d{4}(?!\w)")
# Without spaces: area codes and exchanges begin with 2 to 9, which times and most ids of ten digits do not.
BARE_PHONE = re.compile(r"(?<![\w.-])(?:\+?1)?[2-9]\d{2}[2-9]\d{6}(?!\w)")
SECRET_PATH = re.compile(
    r"(/(?:confirm|confirmar|cancel|receipt|recibo|editor|desk|draft|status|estado|check)/)[^\s/\"?]+"
)
# Whatever else looks like a secret link: long, with capitals, which no page's own address has.
TOKEN = re.compile(r"(?<=/)(?=[a-z0-9_.-]{0,200}[A-Z])[\w.-]{20,200}(?![\w.-])")
QUERY = re.compile(r"\?[^\s\"']+")


def without_personal_data(text: str) -> str:
    """`text` with e-mail addresses, phone numbers, query strings and secret links blanked out."""
    text = EMAIL.sub("[e-mail]", text)
    text = BARE_PHONE.sub("[phone]", PHONE.sub("[phone]", text))
    text = TOKEN.sub("[token]", SECRET_PATH.sub(r"\1[token]", text))
    return QUERY.sub("?[query]", text)


class WithoutPersonalData(logging.Filter):
    """Blanks personal data in messages, arguments and tracebacks before any handler writes them."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = without_personal_data(record.getMessage())
        record.args = None
        if record.exc_info:
            record.exc_text = without_personal_data(_traceback(record))
            record.exc_info = None
        return True


def _traceback(record: logging.LogRecord) -> str:
    """The traceback. While a form was handled, an error's own words may quote it: only its kind and place are kept."""
    exc_info = record.exc_info or (None, None, None)
    if getattr(getattr(record, "request", None), "method", "") != "POST":
        return logging.Formatter().formatException(exc_info)
    return "\n".join(
        f"{type(error).__name__} (its words are left out):\n{''.join(traceback.format_tb(error.__traceback__))}"
        for error in _with_causes(exc_info[1])
    )


def _with_causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
