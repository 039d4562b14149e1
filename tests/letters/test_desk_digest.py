"""The desk's e-mail: once a day, only while letters wait, to those who can do something, without names."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from wagtail.users.models import UserProfile

from cms.core.clock import now
from cms.letters import services
from cms.letters.care import care_for_letters
from cms.letters.desk_digest import DIGEST, remind_desk
from cms.outbox.delivery import deliver_one
from cms.outbox.models import OutgoingEmail
from cms.users.models import User
from cms.users.roles import AUDITORS, EDITORS, LETTERS_DESK
from tests.conftest import Clock
from tests.factories.letters import TEXT, confirmed, held, taken
from tests.factories.site import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def digests() -> Any:
    return OutgoingEmail.objects.filter(kind="letters.desk_digest")


def test_one_mail_a_day_while_letters_wait(clock: Clock) -> None:
    person(LETTERS_DESK)
    held()
    for _ in range(30):
        care_for_letters()
        clock.forward(hours=1)
    assert digests().count() == 2
    assert len(set(digests().values_list("dedupe_key", flat=True))) == 2


def test_none_before_eight_in_the_morning(clock: Clock) -> None:
    person(LETTERS_DESK)
    held()
    clock.forward(hours=9)  # midnight
    assert remind_desk(moment=now()) == 0
    clock.forward(hours=8)
    assert remind_desk(moment=now()) == 1


def test_none_if_nothing_waits() -> None:
    person(LETTERS_DESK)
    confirmed()
    care_for_letters()
    assert not digests().exists()


def test_who_gets_it() -> None:
    desk = person(LETTERS_DESK)
    for role in (AUDITORS, EDITORS):
        person(role)
    alone = User.objects.create_user("alone", "alone@example.org", "irrelevant")
    alone.user_permissions.add(Permission.objects.get(codename="change_letter"))
    for name, email in (("left", "left@example.org"), ("silent", "")):
        gone = User.objects.create_user(name, email, "irrelevant", is_active=name != "left")
        gone.groups.add(desk.groups.get())
    User.objects.create_superuser("root", "root@example.org", "irrelevant")
    assert set(DIGEST.members()) == {desk, alone}


def test_without_a_desk_the_administrators_get_it() -> None:
    root = User.objects.create_superuser("root", "root@example.org", "irrelevant")
    person(EDITORS)
    assert list(DIGEST.members()) == [root]


def test_it_holds_numbers_and_a_link_and_nobody_s_name(mail_server: Any, site: Any, clock: Clock) -> None:
    person(LETTERS_DESK)
    letter = held()
    clock.forward(days=4)
    held(full_name="Ann Roe", email="ann@example.org")
    care_for_letters()
    row = deliver_one(digests().get().pk)
    assert row is not None
    assert row.status == "sent"
    got = mail_server.received[-1]
    everything = str(got.message["Subject"]) + got.text
    for part in ("2 letters", "The oldest has waited 4", "1 of them has waited more than 3 days", "/letters/waiting/"):
        assert part in everything
    for secret in (TEXT, "Jane Doe", "Ann Roe", "jane@example.org", letter.newspaper.name, "Ask where they are"):
        assert secret not in everything


def test_it_comes_in_the_language_of_the_admin(mail_server: Any, site: Any) -> None:
    UserProfile.objects.create(user=person(LETTERS_DESK), preferred_language="es")
    held()
    care_for_letters()
    assert digests().get().language == "es"


@pytest.mark.parametrize("reason", ["read", "left"])
def test_a_mail_that_is_not_needed_any_more_does_not_leave(mail_server: Any, reason: str) -> None:
    desk = person(LETTERS_DESK)
    letter = held()
    care_for_letters()
    if reason == "read":
        services.approve_letter(letter_id=taken(letter, desk).pk, user_id=desk.pk)
    else:
        desk.groups.clear()
        User.objects.create_superuser("root", "root@example.org", "irrelevant")
    row = deliver_one(digests().get().pk)
    assert row is not None
    assert row.status == "cancelled"
    assert mail_server.received == []
