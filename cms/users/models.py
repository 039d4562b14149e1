"""People who work on the site."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Our own user model from the first migration, because Django cannot swap it in later."""
