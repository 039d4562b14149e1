"""People who work on the site."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):  # type: ignore[django-manager-missing]  # Wagtail's own relations
    """Our own user model from the first migration, because Django cannot swap it in later."""

    wants_digests = models.BooleanField(
        _("One e-mail a day while something waits for me"),
        default=True,
        help_text=_("It holds numbers and a link: no names and no words of anybody."),
    )
