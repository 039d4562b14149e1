"""People who work on the site."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):  # type: ignore[django-manager-missing]  # Wagtail's own relations
    """Our own user model from the first migration, because Django cannot swap it in later."""
