"""What mail providers tell: with the secret it counts, without it there is no way in."""

import base64
import hashlib
import hmac
import json
import os
import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
from anymail.signals import AnymailInboundEvent, AnymailTrackingEvent, EventType, RejectReason
from django.test import Client

from cms.core import clock as core_clock
from cms.outbox.checks import somebody_reads_bounces, webhooks_are_safe
from cms.outbox.delivery import tell_owners
from cms.outbox.inbound import providers, webhooks
from cms.outbox.inbound.handling import NotYet, Result
from cms.outbox.inbound.urls import routes
from cms.outbox.models import InboundSeen, OutgoingEmail, Reason, Status
from cms.outbox.return_address import reply_address
from cms.settings.inbound_url import parse_imap_url
from tests.outbox import kinds
from tests.outbox.inbound.messages import TOKEN, about, sent_email

pytestmark = [pytest.mark.core, pytest.mark.django_db]

SECRET = "postman:a-long-random-secret"
KEY = "mailgun-signing-key"


@pytest.fixture(autouse=True)
def webhooks_on(settings):
    settings.MAIL_WEBHOOK_PROVIDER, settings.MAIL_WEBHOOK_SECRET = "postmark", SECRET
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET, "MAILGUN_WEBHOOK_SIGNING_KEY": KEY}
    settings.ROOT_URLCONF = "tests.outbox.inbound.hooks"
    kinds.answers.clear()


def call(address, data, *, secret=SECRET, **options):
    shown: Any = {"HTTP_AUTHORIZATION": "Basic " + base64.b64encode(secret.encode()).decode()} if secret else {}
    return Client(raise_request_exception=False).post(f"/mail/hooks/{address}/", data, **shown, **options)


def postmark(address, data, **options):
    return call(address, json.dumps(data), content_type="application/json", **options)


def bounce_news(row, **changes):
    return {
        "RecordType": "Bounce",
        "ID": 692560173,
        "Type": "HardBounce",
        "MessageID": "2c1b63fe-43f2-4db5-91b0-8bdfa44a9316",
        "Description": "The server was unable to deliver your message (ex: unknown user, mailbox not found).",
        "Details": "smtp;550 5.1.1 The email account that you tried to reach does not exist.",
        "Email": row.to,
        "BouncedAt": "2026-03-05T10:00:00Z",
        **changes,
    }


def test_a_bounce_told_with_the_secret_reaches_its_row():
    row = sent_email(sent_at=core_clock.now())
    assert postmark("postmark/tracking", bounce_news(row)).status_code == 200
    row.refresh_from_db()
    assert (row.status, row.reason) == (Status.BOUNCED, Reason.NO_MAILBOX)
    before = list(InboundSeen.objects.values())
    assert postmark("postmark/tracking", bounce_news(row)).status_code == 200
    assert list(InboundSeen.objects.values()) == before


@pytest.mark.parametrize("secret", [None, "postman:wrong", "x:" + SECRET, SECRET[:-1], ":"])
@pytest.mark.parametrize("address", ["postmark/tracking", "postmark/inbound"])
def test_without_the_right_secret_nothing_happens(secret, address):
    row = sent_email(sent_at=core_clock.now())
    assert postmark(address, bounce_news(row), secret=secret).status_code == 400
    row.refresh_from_db()
    assert row.status == Status.SENT
    assert InboundSeen.objects.count() == 0


def test_a_message_told_by_a_provider_is_an_answer():
    row = sent_email()
    raw = about(row, "reply_gmail").decode()
    data = {"RawEmail": raw, "OriginalRecipient": reply_address("notices", TOKEN), "Headers": [], "MessageID": "x"}
    assert postmark("postmark/inbound", data).status_code == 200
    assert postmark("postmark/inbound", data).status_code == 200
    assert [reply.sender for _pk, reply in kinds.answers] == ["ed@courier.example"]


def test_a_message_taken_apart_by_a_provider_is_an_answer_too():
    sent_email()
    data = {
        "FromFull": {"Email": "ed@courier.example", "Name": "Ed Itor"},
        "ToFull": [{"Email": reply_address("notices", TOKEN), "Name": ""}],
        "Subject": "Re: Carta – año",
        "TextBody": "¿Puede llamarme mañana?",
        "HtmlBody": "<p>x</p>",
        "Headers": [{"Name": "Message-ID", "Value": "<told-1@courier.example>"}],
        "Attachments": [{"Name": "a.pdf", "Content": "QUFB", "ContentType": "application/pdf"}],
        "OriginalRecipient": "",
    }
    assert postmark("postmark/inbound", data).status_code == 200
    [(_pk, reply)] = kinds.answers
    assert (reply.text, reply.subject, reply.had_attachments) == ("¿Puede llamarme mañana?", "Re: Carta – año", True)


def test_mailgun_must_sign_as_well():
    row = sent_email()
    stamp, token = "1772550003", "a" * 50
    good = hmac.new(KEY.encode(), f"{stamp}{token}".encode(), hashlib.sha256).hexdigest()
    data = {
        "recipient": reply_address("notices", TOKEN),
        "sender": "ed@courier.example",
        "body-mime": about(row, "reply_gmail").decode(),
    }
    for signature, answer in (("0" * 64, 400), (good, 200)):
        signed = {**data, "timestamp": stamp, "token": token, "signature": signature}
        assert call("mailgun/inbound_mime", signed).status_code == answer
    assert len(kinds.answers) == 1


def test_news_that_come_too_early_are_told_again():
    row = sent_email(status=Status.SENDING, sent_at=core_clock.now())
    assert postmark("postmark/tracking", bounce_news(row)).status_code == 500
    OutgoingEmail.objects.update(status=Status.SENT)
    assert postmark("postmark/tracking", bounce_news(row)).status_code == 200
    row.refresh_from_db()
    assert row.status == Status.BOUNCED


def event(row, **changes):
    values = {"event_type": EventType.BOUNCED, "message_id": row.message_id, "recipient": row.to, "event_id": "1"}
    return AnymailTrackingEvent(**{**values, **changes})


@pytest.mark.parametrize(
    ("changes", "status", "reason"),
    [
        ({"mta_response": "550 5.1.1 unknown"}, Status.BOUNCED, Reason.NO_MAILBOX),
        ({"reject_reason": RejectReason.INVALID}, Status.BOUNCED, Reason.NO_MAILBOX),
        ({"mta_response": "554 5.7.1 blocked"}, Status.FAILED, Reason.REFUSED),
        ({"event_type": EventType.FAILED}, Status.FAILED, Reason.REFUSED),
        ({"event_type": EventType.COMPLAINED}, Status.BOUNCED, Reason.COMPLAINT),
        ({"event_type": EventType.REJECTED, "reject_reason": RejectReason.SPAM}, Status.BOUNCED, Reason.COMPLAINT),
        ({"event_type": EventType.DEFERRED}, Status.SENT, ""),
        ({"event_type": EventType.DELIVERED}, Status.SENT, ""),
        ({"event_type": EventType.OPENED}, Status.SENT, ""),
        ({"event_type": EventType.AUTORESPONDED}, Status.SENT, ""),
    ],
)
def test_what_a_provider_means(changes, status, reason):
    row = sent_email()
    webhooks.take_event(None, event(row, **changes))
    row.refresh_from_db()
    assert (row.status, row.reason) == (status, reason)
    tell_owners()


@pytest.mark.parametrize("form", ["<{}>", "{}"])
def test_our_message_id_is_known_with_and_without_brackets(form):
    row, other = sent_email(), sent_email(sent_at=core_clock.now())
    webhooks.take_event(None, event(row, message_id=form.format(row.message_id.strip("<>")), recipient=other.to))
    assert OutgoingEmail.objects.get(pk=row.pk).status == Status.FAILED
    assert OutgoingEmail.objects.get(pk=other.pk).status == Status.SENT


def test_a_recipient_names_an_email_only_where_there_is_one_in_the_last_days(clock):
    sent_email(sent_at=core_clock.now() - timedelta(days=6))
    nobody = {"message_id": "theirs", "mta_response": "550 5.1.1 unknown"}
    first = sent_email(sent_at=core_clock.now())
    assert webhooks.take_event(None, event(first, **nobody, recipient="other@x.example")) == Result.IGNORED
    assert webhooks.take_event(None, event(first, **nobody, recipient=None)) == Result.IGNORED
    second = sent_email(sent_at=core_clock.now())
    assert webhooks.take_event(None, event(first, **nobody)) == Result.IGNORED
    OutgoingEmail.objects.filter(pk=second.pk).delete()
    assert webhooks.take_event(None, event(first, **nobody, recipient=first.to.upper())) == Result.BOUNCED


def test_an_event_without_a_name_is_known_by_what_it_says():
    row = sent_email(status=Status.SENDING)
    with pytest.raises(NotYet):
        webhooks.take_event(None, event(row, event_id=None))
    OutgoingEmail.objects.update(status=Status.SENT)
    assert webhooks.take_event(None, event(row, event_id=None)) == Result.BOUNCED
    assert webhooks.take_event(None, event(row, event_id=None)) == Result.REPEATED


def test_a_message_that_cannot_be_written_down_again_is_let_go(caplog):
    class Broken:
        def as_bytes(self):
            raise UnicodeEncodeError("ascii", "secret", 0, 1, "no")

    webhooks.take_message(None, AnymailInboundEvent(event_type=EventType.INBOUND, message=None))
    webhooks.take_message(None, AnymailInboundEvent(event_type=EventType.INBOUND, message=Broken()))
    assert "UnicodeEncodeError" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize("provider", providers.PROVIDERS)
def test_each_provider_has_its_own_addresses_and_no_other(provider):
    found = [str(one.pattern) for one in routes(provider)]
    assert any("tracking" in one for one in found)
    assert any("inbound" in one for one in found)
    assert all(provider in one for one in found)


@pytest.mark.parametrize(
    "address", ["postmark/tracking", "mailjet/inbound", "sparkpost/tracking", "amazon_ses/tracking"]
)
def test_a_provider_may_ask_whether_we_are_there(address):
    assert Client().head(f"/mail/hooks/{address}/").status_code == 200
    assert Client().get(f"/mail/hooks/{address}/").status_code == 405


ASK = """
import django; django.setup()
from django.urls import Resolver404, resolve
for address in ("postmark/inbound/", "mailgun/tracking/"):
    try:
        print(address, resolve("/mail/hooks/" + address).url_name)
    except Resolver404:
        print(address, "is not there")
"""


@pytest.mark.parametrize(
    ("environment", "is_there"),
    [
        ({}, False),
        ({"MAIL_WEBHOOK_PROVIDER": "postmark"}, False),
        ({"MAIL_WEBHOOK_PROVIDER": "postmark", "MAIL_WEBHOOK_SECRET": SECRET}, True),
    ],
)
def test_the_site_has_these_addresses_only_where_a_provider_is_named(environment, is_there, tmp_path, settings):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MAIL_WEBHOOK")}
    clean |= {"DJANGO_SETTINGS_MODULE": "cms.settings.test", "DATA_DIR": str(tmp_path), **environment}
    done = subprocess.run(
        [sys.executable, "-c", ASK], cwd=settings.BASE_DIR, env=clean, capture_output=True, text=True, check=True
    )
    postmark_line, mailgun_line = done.stdout.splitlines()
    assert ("is not there" not in postmark_line) == is_there
    assert "is not there" in mailgun_line


@pytest.mark.parametrize(
    ("provider", "secret", "key", "sentence"),
    [
        ("", "", "", None),
        ("postmark", SECRET, "", None),
        ("mailgun", SECRET, KEY, None),
        ("postmark", "", "", "user:password"),
        ("postmark", "a:short", "", "20 characters"),
        ("postmark", "no-colon-in-this-secret", "", "user:password"),
        ("pigeons", SECRET, "", "must be one of"),
        ("mailgun", SECRET, "", "MAIL_WEBHOOK_SIGNING_KEY"),
    ],
)
def test_the_check_says_what_is_missing_and_nothing_is_open_until_then(settings, provider, secret, key, sentence):
    settings.MAIL_WEBHOOK_PROVIDER, settings.MAIL_WEBHOOK_SECRET = provider, secret
    settings.MAIL_WEBHOOK_SIGNING_KEY = key
    found = webhooks_are_safe()
    assert [one.id for one in found] == ([] if sentence is None else ["outbox.E002"])
    assert providers.webhooks_are_on() == bool(provider and sentence is None)
    for one in found:
        assert sentence in one.msg
        assert not secret or secret not in one.msg


def test_without_the_optional_package_the_check_says_so(settings, monkeypatch):
    monkeypatch.setattr(providers, "find_spec", lambda name: None)
    [found] = webhooks_are_safe()
    assert "requirements/production.txt" in found.msg
    assert not providers.webhooks_are_on()


def test_the_check_of_a_public_server_says_when_nobody_reads_what_comes_back(settings):
    settings.MAIL_WEBHOOK_PROVIDER, settings.INBOUND_IMAP, settings.INBOUND_MAILDIR = "", None, ""
    assert [one.id for one in somebody_reads_bounces()] == ["outbox.I003"]
    settings.INBOUND_MAILDIR = "/var/mail/letters"
    assert somebody_reads_bounces() == []
    settings.INBOUND_MAILDIR, settings.INBOUND_IMAP = "", parse_imap_url("imaps://u:p@mail.example.org/")
    assert somebody_reads_bounces() == []
