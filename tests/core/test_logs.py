"""Logs say what happened, never to whom."""

import io
import logging
import time

import pytest
from django.test import RequestFactory

from cms.core.logs import WithoutPersonalData, without_personal_data


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ("could not send to ana.perez+1@example.org", "ana.perez"),
        ("SMTP 550 <maria@example.com>: unknown", "maria"),
        ("to=josé@correo.mx,", "correo.mx"),
        ("call (956) 555-0123 now", "555"),
        ("call 956-555-0123", "555"),
        ("call +1 956 555 0123", "0123"),
        ("call +19565550123", "0123"),
        ("from=9565550123,", "0123"),
        ("GET /en/help/?zip=78501&language=es HTTP/1.1", "78501"),
        ("POST /en/letters/confirm/abcDEF-123/ 200", "abcDEF"),
        ("GET /es/historias/receipt/coral-otter-maple/", "coral"),
        ("GET /en/visits/Xk3_9aQ-rT7uV1wY5zB8cD2eF4gH6jK0lM_nP-qRsTu/ 200", "Xk3"),
        ("POST /es/visitas/k3_9aq-rT7uV1wY5zB8cD2eF4gH6jK0lM_nP-qRsTu1/informe/ 302", "k3_9"),
    ],
)
def test_personal_data_is_blanked(line: str, secret: str) -> None:
    assert secret not in without_personal_data(line)


@pytest.mark.parametrize(
    "line",
    [
        "outbox row 1234567890 sent in 0.4 s",
        "GET /en/help/ 200",
        "2026-11-24 03:05:01 task 265c2210-f1ed-47d0-85f3-a99ef62713db received",
        "worker 2 of 4 ready at 127.0.0.1:8000",
        "GET /en/act/write-to-the-newspaper-in-your-own-town/ 200",
        "GET /static/css/site.4f3a9b2c1d0e8f7a6b5c.css 200",
    ],
)
def test_what_helps_an_operator_stays(line: str) -> None:
    assert without_personal_data(line) == line


@pytest.fixture
def output() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def logger(output: io.StringIO) -> logging.Logger:
    handler = logging.StreamHandler(output)
    handler.addFilter(WithoutPersonalData())
    quiet = logging.Logger("test")
    quiet.addHandler(handler)
    return quiet


def test_arguments_are_blanked_too(logger: logging.Logger, output: io.StringIO) -> None:
    logger.info("mail to %s refused with %d", "ana@example.org", 550)
    assert output.getvalue() == "mail to [e-mail] refused with 550\n"


def test_tracebacks_are_blanked_too(logger: logging.Logger, output: io.StringIO) -> None:
    try:
        raise ValueError("ana@example.org is not known here")
    except ValueError:
        logger.exception("failed")
    assert "ana@" not in output.getvalue()
    assert "ValueError: [e-mail] is not known here" in output.getvalue()


def test_a_percent_sign_in_a_blanked_message_does_no_harm(logger: logging.Logger, output: io.StringIO) -> None:
    logger.info("%s%% of ana@example.org", 5)
    assert output.getvalue() == "5% of [e-mail]\n"


def test_every_handler_of_the_site_has_the_filter(settings: object) -> None:
    handlers = settings.LOGGING["handlers"]  # type: ignore[attr-defined]
    assert all("without_personal_data" in handler["filters"] for handler in handlers.values())


@pytest.mark.parametrize("piece", ["a", ".", "case-", " ", "(", "+1", "a@", "/draft/", "?"])
def test_a_long_address_keeps_no_worker_busy(piece: str) -> None:
    started = time.perf_counter()
    without_personal_data((piece * 20_000)[:20_000])
    assert time.perf_counter() - started < 1


def refuse(name: str) -> None:
    try:
        raise KeyError(f"{name} in the first place")
    except KeyError as error:
        raise ValueError(f"cannot take {name}") from error


@pytest.mark.parametrize(("method", "is_quoted"), [("POST", False), ("GET", True)])
def test_an_error_while_a_form_is_handled_does_not_quote_the_form(
    logger: logging.Logger, output: io.StringIO, method: str, is_quoted: bool
) -> None:
    typed = {"name": "Ximena Quetzalli"}  # a traceback shows the lines of the code, so the call must not say it
    request = RequestFactory().generic(method, "/en/stories/share/")
    try:
        refuse(**typed)
    except ValueError:
        logger.exception("Internal Server Error: %s", request.path, extra={"request": request})
    written = output.getvalue()
    assert ("Ximena" in written) is is_quoted
    assert all(word in written for word in ("ValueError", "KeyError", "in refuse", "/en/stories/share/"))
    assert "raise ValueError" in written
