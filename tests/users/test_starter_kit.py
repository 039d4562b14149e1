"""One person per role in development; nobody in production."""

import pytest
from django.contrib.auth.models import Group

from cms.core.starter_kit import take_notes
from cms.users.models import User
from cms.users.roles import EDITORS, MODERATORS, ROLES
from cms.users.starter_kit import ROLE_BY_USERNAME, make_demo_users


@pytest.fixture(autouse=True)
def _no_old_notes() -> None:
    take_notes()


def test_every_role_has_somebody_and_an_administrator_is_there(db: None) -> None:
    assert make_demo_users() == len(ROLES) + 1
    assert set(ROLE_BY_USERNAME.values()) == set(ROLES)
    for role in ROLES:
        assert Group.objects.get(name=role).user_set.count() == 1
    assert User.objects.get(username="admin").is_superuser
    assert User.objects.filter(is_superuser=True).count() == 1


def test_each_password_is_told_once_and_opens_the_account(db: None) -> None:
    make_demo_users()
    notes = take_notes()
    for user in User.objects.filter(username__in=ROLE_BY_USERNAME):
        (line,) = [note for note in notes if note.split()[0] == user.username]
        assert user.check_password(line.split()[1])


def test_passwords_are_long_and_all_different(db: None) -> None:
    make_demo_users()
    lines = [note.split() for note in take_notes()]
    passwords = {line[1] for line in lines if line[0] == "admin" or line[0] in ROLE_BY_USERNAME}
    assert len(passwords) == len(ROLES) + 1
    assert all(len(password) >= 16 for password in passwords)


def test_a_second_run_changes_nobody_and_says_how_to_reset(db: None) -> None:
    make_demo_users()
    hashes = dict(User.objects.values_list("username", "password"))
    take_notes()
    assert make_demo_users() == 0
    assert dict(User.objects.values_list("username", "password")) == hashes
    (note,) = take_notes()
    assert "changepassword" in note


def test_only_who_is_missing_is_made(db: None) -> None:
    make_demo_users()
    User.objects.get(username="editor").delete()
    take_notes()
    assert make_demo_users() == 1
    assert [note.split()[0] for note in take_notes() if note.startswith("  ")] == ["editor"]
    assert User.objects.get(username="editor").groups.get().name == EDITORS


def test_a_person_who_took_such_a_name_keeps_their_rights(db: None) -> None:
    mine = User.objects.create_user("moderator", password="mine")
    make_demo_users()
    mine.refresh_from_db()
    assert mine.check_password("mine")
    assert not mine.groups.filter(name=MODERATORS).exists()


def test_never_in_production(db: None, settings: pytest.FixtureRequest) -> None:
    settings.DEMO_USERS = False  # type: ignore[attr-defined]
    assert make_demo_users() == 0
    assert not User.objects.filter(username__in=["admin", *ROLE_BY_USERNAME]).exists()
    (note,) = take_notes()
    assert "createsuperuser" in note
