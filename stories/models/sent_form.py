"""Forms that were sent once: what is left of one when everything else about its story is erased."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SentForm(models.Model):
    """A keyed hash of a form's random key, and a day: it leads to no story and to no person."""

    form_hash = models.CharField(max_length=64, primary_key=True, editable=False)
    expires_on = models.DateField(_("erased after"), db_index=True)

    class Meta:
        verbose_name = _("sent form")
        verbose_name_plural = _("sent forms")
        default_permissions = ()

    def __str__(self) -> str:
        return f"Form sent, known until {self.expires_on}"
