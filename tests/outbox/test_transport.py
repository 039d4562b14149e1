"""What each answer of a real mail server means for a message."""

from typing import Any

import pytest

from cms.outbox.message import Envelope
from cms.outbox.models import Reason, Status
from cms.outbox.transport import Answer, send
from tests.conftest import send_mail_to
from tests.servers.certificates import Certificate
from tests.servers.smtp import DROP, HANG, RealSmtpServer

pytestmark = pytest.mark.core
MESSAGE = Envelope(
    sender="bounce+1@site.example",
    recipient="jane@example.org",
    content=b"Message-ID: <1@site>\r\nSubject: Hi\r\n\r\n.dot\r\n..two\r\nend\r\n",
)


def test_an_accepted_message_arrives_as_it_was_written(mail_server):
    assert send(MESSAGE) == Answer(Status.SENT, "", 250)

    [received] = mail_server.received
    assert (received.sender, received.recipients) == ("bounce+1@site.example", ("jane@example.org",))
    assert received.content == MESSAGE.content


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA", "CONTENT"])
@pytest.mark.parametrize("reply", ["421 4.3.2 closing", "451 4.3.0 later", "450 4.2.1 greylisted", "452 4.2.2 full"])
def test_a_temporary_answer_at_any_stage_means_later(mail_server, stage, reply):
    mail_server.answer_next(stage, reply)
    assert send(MESSAGE) == Answer(Status.DEFERRED, Reason.TEMPORARY, int(reply[:3]))


@pytest.mark.parametrize("reply", ["421 4.3.2 closing", "554 5.7.1 go away"])
def test_a_server_that_does_not_want_us_today_is_asked_again(mail_server, reply):
    mail_server.answer_next("CONNECT", reply)
    assert send(MESSAGE) == Answer(Status.DEFERRED, Reason.TEMPORARY, int(reply[:3]))


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA", "CONTENT"])
def test_a_refusal_is_final(mail_server, stage):
    mail_server.answer_next(stage, "550 5.7.1 not for us")
    assert send(MESSAGE) == Answer(Status.FAILED, Reason.REFUSED, 550)


@pytest.mark.parametrize(
    "reply", ["550 5.1.1 no such user", "550 5.1.2 no such domain", "550 5.1.10 null mx", "525 5.2.1 disabled"]
)
def test_a_missing_mailbox_is_a_bounce(mail_server, reply):
    mail_server.answer_next("RCPT", reply)
    answer = send(MESSAGE)
    assert (answer.status, answer.reason) == (Status.BOUNCED, Reason.NO_MAILBOX)


@pytest.mark.parametrize("reply", ["550 user unknown", "550 5.7.26 unauthenticated mail", "552 5.2.2 mailbox full"])
def test_a_refusal_that_does_not_speak_of_the_mailbox_is_no_bounce(mail_server, reply):
    mail_server.answer_next("RCPT", reply)
    assert send(MESSAGE).status == Status.FAILED


@pytest.mark.parametrize("reply", ["530 5.7.0 authentication required", "535 5.7.8 bad credentials"])
def test_a_server_that_wants_a_login_first_loses_no_mail(mail_server, reply):
    mail_server.answer_next("MAIL", reply)
    assert send(MESSAGE) == Answer(Status.DEFERRED, Reason.LOGIN, int(reply[:3]))


@pytest.mark.parametrize("stage", ["CONNECT", "EHLO", "MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("fault", [HANG, DROP])
def test_silence_before_the_content_means_that_nothing_has_left(mail_server, settings, stage, fault):
    settings.EMAIL_TIMEOUT = 0.5
    mail_server.answer_next(stage, fault, times=2)
    assert send(MESSAGE) == Answer(Status.DEFERRED, Reason.NETWORK)
    assert mail_server.received == []


@pytest.mark.parametrize("fault", [HANG, DROP])
def test_silence_after_the_content_means_that_nobody_knows(mail_server, settings, fault):
    settings.EMAIL_TIMEOUT = 0.5
    mail_server.answer_next("CONTENT", fault)
    assert send(MESSAGE) == Answer(Status.UNKNOWN, Reason.NO_REPLY)
    assert len(mail_server.received) == 1


def test_a_server_that_is_not_there(mail_server, settings):
    settings.EMAIL_PORT = 1
    assert send(MESSAGE) == Answer(Status.DEFERRED, Reason.NETWORK)


def test_a_server_without_encryption_gets_nothing_when_encryption_is_asked_for(mail_server, settings):
    settings.EMAIL_USE_TLS = True
    assert send(MESSAGE) == Answer(Status.DEFERRED, Reason.NETWORK)
    assert mail_server.received == []


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("s3cret@/: %", Answer(Status.SENT, "", 250)),
        ("wrong", Answer(Status.DEFERRED, Reason.LOGIN, 535)),
    ],
)
def test_a_wrong_password_loses_no_mail(settings, password, expected):
    with RealSmtpServer(login=("kinship", "s3cret@/: %")) as server:
        send_mail_to(server, settings)
        settings.EMAIL_HOST_PASSWORD = password
        assert send(MESSAGE) == expected


@pytest.mark.parametrize("how", ["starttls", "implicit_tls"])
@pytest.mark.parametrize(
    ("trusted", "expected"), [(True, Answer(Status.SENT, "", 250)), (False, Answer(Status.DEFERRED, Reason.NETWORK))]
)
def test_encryption_with_a_server_we_trust_and_with_one_we_do_not(
    settings, tmp_path, monkeypatch, how, trusted, expected
):
    certificate = Certificate(tmp_path)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate.file))
    encryption: dict[str, Any] = {how: certificate.server_context}
    with RealSmtpServer(**encryption) as server:
        send_mail_to(server, settings)
        assert send(MESSAGE) == expected
        assert len(server.received) == int(trusted)
