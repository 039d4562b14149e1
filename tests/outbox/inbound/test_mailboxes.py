"""A Maildir, and a mailbox by IMAP, on a real server: everything once, whatever breaks in between."""

import os
import ssl
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from cms.outbox.inbound import handling, imap, maildir, tasks
from cms.outbox.inbound.handling import Result
from cms.outbox.inbound.imap import MailboxUnreachable, read_mailbox
from cms.outbox.inbound.maildir import NotAMaildir, read_maildir
from cms.outbox.inbound.parsing import MOST_BYTES
from cms.outbox.models import InboundSeen, OutgoingEmail, Status
from cms.settings.inbound_url import parse_imap_url
from tests.outbox import kinds
from tests.outbox.inbound.messages import about, message, sent_email
from tests.servers.certificates import Certificate
from tests.servers.imap import PASSWORD, RealImapServer

pytestmark = [pytest.mark.core, pytest.mark.django_db]


class Killed(BaseException):
    """What a worker feels when it is killed."""


@pytest.fixture(autouse=True)
def nobody_has_answered():
    kinds.answers.clear()


@pytest.fixture
def folder(tmp_path):
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture
def imap_server():
    with RealImapServer() as server:
        yield server


def lay_down(folder, name, content):
    (folder / "new" / name).write_bytes(content)


def files(folder, name):
    return sorted(path.name for path in (folder / name).iterdir())


def test_a_maildir_is_read_and_each_message_moved(folder):
    row = sent_email()
    lay_down(folder, "1.a.host", about(row, "reply_gmail"))
    lay_down(folder, "2.b.host", about(row, "auto_outlook"))
    lay_down(folder, "3.c.host", about(row, "postfix_no_such_user"))
    lay_down(folder, "4.d.host", message("reply_gmail", token="guessedguessed"))
    assert read_maildir(folder) == {
        Result.FORWARDED: 1, Result.IGNORED: 1, Result.BOUNCED: 1, Result.NOT_OURS: 1,
    }  # fmt: skip
    assert files(folder, "new") == []
    assert files(folder, "cur") == ["1.a.host:2,S", "2.b.host:2,S", "3.c.host:2,S", "4.d.host:2,S"]
    assert read_maildir(folder) == {}
    assert OutgoingEmail.objects.get().status == Status.BOUNCED


def test_a_maildir_killed_before_the_move_does_nothing_twice(folder, monkeypatch):
    row = sent_email()
    lay_down(folder, "1.a.host", about(row, "reply_gmail"))

    def killed(self, target):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", killed)
        with pytest.raises(Killed):
            read_maildir(folder)
    assert len(kinds.answers) == 1
    assert files(folder, "new") == ["1.a.host"]

    assert read_maildir(folder) == {Result.REPEATED: 1}
    assert len(kinds.answers) == 1
    assert files(folder, "new") == []


def test_a_maildir_killed_before_the_commit_does_it_the_next_time(folder, monkeypatch):
    row = sent_email()
    lay_down(folder, "1.a.host", about(row, "postfix_no_such_user"))

    def killed(**values):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(handling, "record_bounce", killed)
        with pytest.raises(Killed):
            read_maildir(folder)
    assert InboundSeen.objects.count() == 0
    assert read_maildir(folder) == {Result.BOUNCED: 1}


def test_what_must_wait_stays_and_the_others_go_on(folder):
    waiting, other = sent_email(status=Status.SENDING), sent_email(reference="zzzzzzzzzzzz")
    lay_down(folder, "1.a.host", about(waiting, "postfix_no_such_user"))
    lay_down(folder, "2.b.host", about(other, "gmail_failure"))
    assert read_maildir(folder) == {Result.BOUNCED: 1}
    assert files(folder, "new") == ["1.a.host"]


def test_only_plain_files_are_read_and_only_their_beginning(folder):
    (folder / "new" / "folder").mkdir()
    (folder / "secret").write_bytes(b"From: a@b.example\n\nx")
    os.symlink(folder / "secret", folder / "new" / "link")
    os.mkfifo(folder / "new" / "pipe")
    row = sent_email()
    lay_down(folder, "9.z.host:2,", about(row, "reply_gmail") + b"x" * (MOST_BYTES * 3))
    assert read_maildir(folder) == {Result.FORWARDED: 1}
    assert files(folder, "cur") == ["9.z.host:2,S"]
    assert files(folder, "new") == ["folder", "link", "pipe"]


def test_a_file_that_somebody_else_took_is_no_fault(folder, monkeypatch):
    lay_down(folder, "1.a.host", b"From: a@b.example\n\nx")

    def taken(path):
        path.unlink()
        raise FileNotFoundError

    monkeypatch.setattr(maildir, "_beginning", taken)
    assert read_maildir(folder) == {}


def test_a_folder_that_is_no_maildir_says_so(tmp_path):
    with pytest.raises(NotAMaildir):
        read_maildir(tmp_path)
    with pytest.raises(CommandError, match="not a Maildir"):
        call_command("read_mail", maildir=tmp_path)


def test_a_mailbox_is_read_and_marked(imap_server):
    row = sent_email()
    for name in ("reply_gmail", "auto_outlook", "gmail_failure"):
        imap_server.add(about(row, name))
    mailbox = parse_imap_url(imap_server.url)
    assert read_mailbox(mailbox) == {Result.FORWARDED: 1, Result.IGNORED: 1, Result.BOUNCED: 1}
    assert imap_server.unseen == 0
    assert read_mailbox(mailbox) == {}
    assert imap_server.heard[-1] == "LOGOUT"
    assert kinds.answers[0][1].text.startswith("Dear Jane")


@pytest.mark.parametrize("command", ["UID STORE", "UID FETCH"])
def test_a_mailbox_that_breaks_off_in_the_middle_is_resumed_and_nothing_is_done_twice(imap_server, command):
    row = sent_email()
    for name in ("reply_gmail", "reply_signed", "gmail_failure"):
        imap_server.add(about(row, name))
    mailbox = parse_imap_url(imap_server.url)
    imap_server.break_before(command)
    with pytest.raises(MailboxUnreachable):
        read_mailbox(mailbox)
    assert imap_server.unseen == 3
    results = read_mailbox(mailbox)
    assert results[Result.BOUNCED] == 1
    assert results[Result.REPEATED] == (1 if command == "UID STORE" else 0)
    assert len(kinds.answers) == 2
    assert imap_server.unseen == 0


def test_killed_between_done_and_marked_nothing_is_done_twice(imap_server, monkeypatch):
    row = sent_email()
    imap_server.add(about(row, "reply_gmail"))
    mailbox = parse_imap_url(imap_server.url)

    def killed(content):
        handling.take_in(content)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(imap, "take_in_or_leave", killed)
        with pytest.raises(Killed):
            read_mailbox(mailbox)
    assert (len(kinds.answers), imap_server.unseen) == (1, 1)
    assert read_mailbox(mailbox) == {Result.REPEATED: 1}
    assert (len(kinds.answers), imap_server.unseen) == (1, 0)


def test_a_message_that_must_wait_stays_unseen(imap_server):
    row = sent_email(status=Status.SENDING)
    imap_server.add(about(row, "postfix_no_such_user"))
    imap_server.add(b"From: spam@spam.example\n\nBuy.\n")
    mailbox = parse_imap_url(imap_server.url)
    assert read_mailbox(mailbox) == {Result.NOT_OURS: 1}
    assert imap_server.unseen == 1


def test_a_database_that_does_not_answer_stops_the_run_and_marks_nothing(imap_server, monkeypatch):
    def broken(*args, **values):
        raise OperationalError("no database")

    monkeypatch.setattr(handling, "row_of_bounce", broken)
    imap_server.add(message("postfix_no_such_user"))
    with pytest.raises(OperationalError):
        read_mailbox(parse_imap_url(imap_server.url))
    assert imap_server.unseen == 1
    assert imap_server.heard[-1] == "LOGOUT"


def test_only_the_beginning_of_a_big_message_is_fetched(imap_server):
    row = sent_email()
    imap_server.add(about(row, "reply_gmail") + b"x\r\n" * 2_000_000)
    assert read_mailbox(parse_imap_url(imap_server.url)) == {Result.FORWARDED: 1}


def test_a_message_deleted_meanwhile_is_passed_over(imap_server, monkeypatch):
    imap_server.add(b"From: a@b.example\n\nx\n")
    monkeypatch.setattr(imap_server, "find", lambda uid: None)
    assert read_mailbox(parse_imap_url(imap_server.url)) == {}


def test_a_full_mailbox_is_read_a_part_at_a_time(imap_server):
    for number in range(5):
        imap_server.add(f"From: a@b.example\nSubject: {number}\n\nx\n".encode())
    assert read_mailbox(parse_imap_url(imap_server.url), budget_seconds=0).total() == 1
    assert imap_server.unseen == 4


@pytest.mark.parametrize("kind", ["starttls", "implicit_tls"])
def test_encryption_is_checked(kind, tmp_path, monkeypatch):
    certificate = Certificate(tmp_path)
    encryption: Any = {kind: certificate.server_context}
    with RealImapServer(**encryption) as server:
        server.add(b"From: a@b.example\n\nx\n")
        mailbox = parse_imap_url(server.url)
        with pytest.raises(MailboxUnreachable):
            read_mailbox(mailbox)
        assert "LOGIN" not in server.heard

        monkeypatch.setattr(ssl, "create_default_context", lambda: trusting(certificate))
        assert read_mailbox(mailbox).total() == 1


def trusting(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(certificate.file)
    return context


@pytest.mark.parametrize("change", [("p%40ss", "wrong"), ("INBOX", "Nothing")])
def test_a_wrong_password_or_folder_says_so_without_repeating_it(imap_server, change, capsys):
    mailbox = parse_imap_url(imap_server.url.replace(*change))
    with pytest.raises(MailboxUnreachable) as problem:
        read_mailbox(mailbox)
    for private in (mailbox.user, mailbox.password):
        assert private not in str(problem.value)
        assert private not in repr(mailbox)


def test_a_folder_may_have_any_name():
    with RealImapServer(folder='Kam pagne "A"\\B') as server:
        server.add(b"From: a@b.example\n\nx\n")
        assert read_mailbox(parse_imap_url(server.url)).total() == 1


def test_no_server_at_all(settings):
    mailbox = parse_imap_url(f"imap://u:{'p' * 8}@127.0.0.1:9/")
    with pytest.raises(MailboxUnreachable):
        read_mailbox(mailbox)


def test_the_command_says_what_it_read(imap_server, folder, settings, capsys):
    row = sent_email()
    settings.INBOUND_IMAP = parse_imap_url(imap_server.url)
    imap_server.add(about(row, "reply_gmail"))
    call_command("read_mail", imap=True)
    assert capsys.readouterr().out == "1 read: 1 forwarded.\n"
    lay_down(folder, "1.a", about(row, "reply_gmail"))
    lay_down(folder, "2.a", about(row, "auto_list"))
    call_command("read_mail", maildir=folder)
    assert capsys.readouterr().out == "2 read: 1 ignored, 1 seen before.\n"
    call_command("read_mail", maildir=folder)
    assert capsys.readouterr().out == "0 read.\n"


def test_the_command_says_what_is_missing(settings):
    settings.INBOUND_IMAP = None
    with pytest.raises(CommandError, match="Set INBOUND_IMAP_URL"):
        call_command("read_mail", imap=True)
    settings.INBOUND_IMAP = parse_imap_url("imap://u:p@127.0.0.1:9/")
    with pytest.raises(CommandError, match="could not be read"):
        call_command("read_mail", imap=True)
    with pytest.raises(CommandError, match="required"):
        call_command("read_mail")


def test_beat_reads_what_is_configured_and_one_fault_spares_the_other(imap_server, folder, settings, caplog):
    tasks.read_mail()
    assert caplog.text == ""
    settings.INBOUND_IMAP = parse_imap_url("imap://u:p@127.0.0.1:9/")
    settings.INBOUND_MAILDIR = str(folder)
    row = sent_email()
    lay_down(folder, "1.a", about(row, "reply_gmail"))
    tasks.read_mail()
    assert "INBOUND_IMAP_URL could not be read" in caplog.text
    assert len(kinds.answers) == 1

    settings.INBOUND_IMAP = parse_imap_url(imap_server.url)
    settings.INBOUND_MAILDIR = str(folder / "nowhere")
    imap_server.add(about(row, "reply_signed"))
    tasks.read_mail()
    assert "INBOUND_MAILDIR could not be read" in caplog.text
    assert len(kinds.answers) == 2
    assert PASSWORD not in caplog.text
