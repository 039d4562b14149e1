"""The outbox in the admin: who sees it, what they see, what they may do."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import checks
from django.urls import reverse

from cms.outbox.kinds import EmailKind, NothingToSend, RenderedEmail, register
from cms.outbox.models import OutgoingEmail, Reason, Status
from cms.users import roles
from cms.users.models import User
from tests.factories.outbox import outgoing_email
from tests.outbox import kinds

pytestmark = pytest.mark.django_db
SEE = {roles.AUDITORS, roles.SAFETY_LEAD, roles.LETTERS_DESK}
ACT = {roles.LETTERS_DESK}


@pytest.fixture
def as_role(client):
    """`as_role("Auditors")` logs in as one of them; None is a superuser."""

    def log_in(role: str | None) -> Any:
        user = User.objects.create_user(f"user-{role}", is_superuser=role is None)
        if role:
            user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
        return client

    return log_in


def url(name: str, row: OutgoingEmail | None = None) -> str:
    return reverse(f"outbox:{name}", args=[row.pk] if row else [])


@pytest.mark.parametrize("role", [*roles.ROLES, None])
def test_each_role_sees_what_it_may(as_role, role):
    row = outgoing_email(status=Status.FAILED)
    client = as_role(role)
    expected = 200 if role is None or role in SEE else 302
    for name in ("index", "index_results"):
        assert client.get(url(name)).status_code == expected, name
    assert client.get(url("email", row)).status_code == expected
    # A development machine's mailbox: own refusal, not Wagtail's redirect.
    assert client.get(url("message", row)).status_code in ({200} if expected == 200 else {302, 403})


@pytest.mark.parametrize("role", [*roles.ROLES, None])
@pytest.mark.parametrize(("action", "changed"), [("send_again", Status.QUEUED), ("cancel", Status.CANCELLED)])
def test_each_role_does_what_it_may(as_role, role, action, changed):
    row = outgoing_email(status=Status.UNKNOWN)
    as_role(role).post(url(action, row))
    row.refresh_from_db()
    assert row.status == (changed if role is None or role in ACT else Status.UNKNOWN)


@pytest.mark.parametrize("name", ["index", "index_results"])
def test_strangers_are_sent_to_the_login(client, name):
    response = client.get(url(name))
    assert response.status_code == 302
    assert "/admin/login/" in response.headers["Location"]


@pytest.mark.parametrize("name", ["email", "message", "send_again", "cancel"])
def test_strangers_reach_no_row(client, name):
    row = outgoing_email(status=Status.FAILED)
    method = client.post if name in ("send_again", "cancel") else client.get
    response = method(url(name, row))
    assert response.status_code == 302
    assert "/admin/login/" in response.headers["Location"]
    row.refresh_from_db()
    assert row.status == Status.FAILED


def test_the_list_tells_status_reason_code_and_attempts_and_no_address(as_role):
    outgoing_email(to="canary@private.example", status=Status.FAILED, reason=Reason.REFUSED, smtp_code=550, attempts=3)
    page = as_role(roles.AUDITORS).get(url("index")).content.decode()
    cells = [cell.strip() for cell in re.findall(r">([^<]+)<", page)]
    for text in ("failed", "the mail server refused the message", "550", "3"):
        assert text in cells
    assert "canary" not in page
    assert "private.example" not in page


def test_the_list_does_not_grow_in_queries(as_role, django_assert_max_num_queries):
    for _ in range(30):
        outgoing_email()
    client = as_role(None)
    client.get(url("index"))
    with django_assert_max_num_queries(15):
        client.get(url("index"))


def test_the_list_can_be_filtered_by_status_and_kind(as_role):
    failed, sent = outgoing_email(status=Status.FAILED), outgoing_email(kind=kinds.ONCE_ONLY.name, status=Status.SENT)
    client = as_role(None)
    page = client.get(url("index"), {"status": "failed"}).content.decode()
    assert str(failed.pk) in page
    assert str(sent.pk) not in page
    page = client.get(url("index"), {"kind": kinds.ONCE_ONLY.name}).content.decode()
    assert str(sent.pk) in page
    assert str(failed.pk) not in page


def test_one_row_shows_a_masked_address_and_its_buttons(as_role):
    row = outgoing_email(to="canary@example.org", status=Status.FAILED)
    page = as_role(roles.LETTERS_DESK).get(url("email", row)).content.decode()
    assert "c•••@example.org" in page
    assert "canary" not in page
    assert url("send_again", row) in page
    assert url("cancel", row) not in page


def test_an_auditor_sees_no_buttons(as_role):
    row = outgoing_email(status=Status.UNKNOWN)
    page = as_role(roles.AUDITORS).get(url("email", row)).content.decode()
    assert url("send_again", row) not in page
    assert url("cancel", row) not in page


def test_a_letter_that_may_have_left_comes_with_a_warning(as_role):
    row = outgoing_email(kind=kinds.ONCE_ONLY.name, status=Status.UNKNOWN)
    assert "may have arrived already" in as_role(None).get(url("email", row)).content.decode()


@pytest.mark.parametrize("action", ["send_again", "cancel"])
def test_what_has_its_own_desk_is_decided_there_only(as_role, action):
    register(EmailKind("test.desk", kinds.NOTICE.render, desk_url=lambda row: f"/admin/desk/{row.reference}/"))
    row = outgoing_email(kind="test.desk", reference="42", status=Status.UNKNOWN)
    client = as_role(None)
    page = client.get(url("email", row)).content.decode()
    assert 'href="/admin/desk/42/"' in page
    assert url(action, row) not in page
    client.post(url(action, row))
    row.refresh_from_db()
    assert row.status == Status.UNKNOWN


def test_a_desk_that_knows_nothing_of_it_any_more_is_not_linked(as_role):
    def gone(row: OutgoingEmail) -> str:
        raise NothingToSend

    register(EmailKind("test.no_desk", kinds.NOTICE.render, desk_url=gone))
    page = as_role(None).get(url("email", outgoing_email(kind="test.no_desk"))).content.decode()
    assert "own desk" not in page


def test_a_wrong_key_does_not_close_the_page(as_role, settings):
    row = outgoing_email()
    client = as_role(None)
    settings.ENCRYPTION_KEYS = ["b3RoZXItb25seS1rZXktMDEyMzQ1Njc4OS0wMTIzNDU="]
    assert client.get(url("index")).status_code == 200
    assert "cannot be decrypted" in client.get(url("email", row)).content.decode()


def test_sending_again_says_so_and_wakes_a_worker(as_role, woken, django_capture_on_commit_callbacks):
    row = outgoing_email(status=Status.BOUNCED)
    with django_capture_on_commit_callbacks(execute=True):
        response = as_role(None).post(url("send_again", row), follow=True)
    assert "will be sent again now" in response.content.decode()
    assert woken == [row.pk]


@pytest.mark.parametrize("action", ["send_again", "cancel"])
def test_too_late_changes_nothing_and_says_so(as_role, action):
    row = outgoing_email(status=Status.SENT)
    response = as_role(None).post(url(action, row), follow=True)
    assert "Nothing was changed" in response.content.decode()
    row.refresh_from_db()
    assert row.status == Status.SENT


@pytest.mark.parametrize("action", ["send_again", "cancel"])
def test_a_get_changes_nothing(as_role, action):
    row = outgoing_email(status=Status.FAILED)
    assert as_role(None).get(url(action, row)).status_code == 405
    row.refresh_from_db()
    assert row.status == Status.FAILED


@pytest.mark.parametrize("name", ["email", "message"])
def test_a_row_that_does_not_exist(as_role, name):
    address = reverse(f"outbox:{name}", args=["00000000-0000-0000-0000-000000000000"])
    # Django looks for the page under /en/ too before it gives up, hence follow=True.
    assert as_role(None).get(address, follow=True).status_code == 404


def test_the_local_mailbox_shows_the_mail_as_it_would_be_sent(as_role):
    register(
        EmailKind(
            "test.mailbox",
            lambda row: RenderedEmail(
                "Confirm <your> letter",
                "Open http://localhost:8000/en/letters/confirm/abc/ please.\n<script>alert(1)</script>",
                html="<p>Hi</p>",
                reply_to=("jane@example.net",),
            ),
        )
    )
    row = outgoing_email(kind="test.mailbox", to="jane@example.org")
    page = as_role(None).get(url("message", row)).content.decode()
    assert '<a href="http://localhost:8000/en/letters/confirm/abc/" rel="nofollow">' in page
    assert "Confirm &lt;your&gt; letter" in page
    assert "jane@example.org" in page
    assert "jane@example.net" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page
    assert "&lt;p&gt;Hi&lt;/p&gt;" in page


def test_a_mail_that_cannot_be_written_says_why(as_role):
    row = outgoing_email(kind=kinds.BROKEN.name)
    page = as_role(None).get(url("message", row)).content.decode()
    assert "cannot be written now" in page
    assert "KeyError" in page


def test_a_mail_about_something_gone_says_so(as_role):
    page = as_role(None).get(url("message", outgoing_email(kind=kinds.GONE.name))).content.decode()
    assert "Nothing would be sent" in page


def test_on_a_public_server_there_is_no_local_mailbox(as_role, settings):
    settings.LOCAL_MAILBOX = False
    row = outgoing_email()
    client = as_role(None)
    assert client.get(url("message", row), follow=True).status_code == 404
    assert url("message", row) not in client.get(url("email", row)).content.decode()


@pytest.mark.parametrize(("role", "shown"), [(roles.AUDITORS, True), (roles.EDITORS, False)])
def test_the_menu_shows_it_to_those_who_may_see_it(as_role, role, shown):
    page = as_role(role).get(reverse("wagtailadmin_home")).content.decode()
    assert (url("index") in page) is shown


def test_an_administrator_can_give_the_permissions_to_another_role(as_role):
    page = as_role(None).get(reverse("wagtailusers_groups:add")).content.decode()
    for permission in Permission.objects.filter(codename__in=["view_outgoingemail", "change_outgoingemail"]):
        assert f'value="{permission.pk}"' in page


@pytest.mark.parametrize(
    ("email_url", "mailbox", "warned"),
    [("local", False, True), ("local", True, False), ("smtp://mail.example.org", False, False)],
)
def test_a_public_server_without_a_mail_server_is_warned(settings, email_url, mailbox, warned):
    settings.EMAIL_URL, settings.LOCAL_MAILBOX = email_url, mailbox
    found = checks.run_checks(include_deployment_checks=True)
    assert any(message.id == "outbox.W001" for message in found) is warned
