"""Somebody of the team at their browser."""

from django.test import Client

from tests.factories.stories import somebody

BACKEND = "django.contrib.auth.backends.ModelBackend"


class Staff(Client):
    """Logged in with these roles; `user` is who it is."""

    def __init__(self, *roles: str, name: str = "") -> None:
        super().__init__()
        self.user = somebody(*roles, name=name)
        self.log_in()

    def log_in(self) -> None:
        """Anew, once a session is over."""
        self.force_login(self.user, backend=BACKEND)
