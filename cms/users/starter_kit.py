"""In development: one person per role, so that each role's work can be tried at once."""

import secrets

from django.conf import settings
from django.contrib.auth.models import Group

from cms.core.starter_kit import step, tell
from cms.users import roles
from cms.users.models import User

ADMINISTRATOR = "admin"
ROLE_BY_USERNAME = {
    "editor": roles.EDITORS,
    "moderator": roles.MODERATORS,
    "contact": roles.CONTACT_TEAM,
    "safety": roles.SAFETY_LEAD,
    "letters": roles.LETTERS_DESK,
    "keeper": roles.DIRECTORY_KEEPERS,
    "translator": roles.TRANSLATORS,
    "auditor": roles.AUDITORS,
}
PASSWORD_BYTES = 12


@step(10, "People, one per role")
def make_demo_users() -> int:
    """Make whoever is missing and tell the new passwords; only where DEMO_USERS says so, never in production."""
    if not settings.DEMO_USERS:
        tell("No demo accounts here. Make the first account with: manage.py createsuperuser")
        return 0
    missing = [name for name in (ADMINISTRATOR, *ROLE_BY_USERNAME) if not User.objects.filter(username=name).exists()]
    passwords = {name: make_demo_user(name) for name in missing}
    tell_about(passwords)
    return len(passwords)


def make_demo_user(username: str) -> str:
    """Make one person with a random password, and return the password: it is stored nowhere."""
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    is_administrator = username == ADMINISTRATOR
    user = User.objects.create_user(
        username,
        f"{username}@example.org",
        password,
        first_name=username.capitalize(),
        last_name="Demo",
        is_staff=is_administrator,
        is_superuser=is_administrator,
    )
    if not is_administrator:
        user.groups.add(Group.objects.get(name=ROLE_BY_USERNAME[username]))
    return password


def tell_about(passwords: dict[str, str]) -> None:
    """Show new passwords this one time; say how to reset the ones that nobody can read any more."""
    if passwords:
        tell("Accounts for /admin/ (shown only now; write down what you need):")
    for username, password in passwords.items():
        tell(f"  {username:<12} {password:<18} {ROLE_BY_USERNAME.get(username, 'everything')}")
    if len(passwords) <= len(ROLE_BY_USERNAME):
        tell("Demo accounts already exist. A forgotten password: manage.py changepassword admin")
