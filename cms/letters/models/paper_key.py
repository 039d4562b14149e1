"""How imports remember which row of a file is which paper."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.letters.models.newspaper import Newspaper


class PaperKey(models.Model):
    """A key (cms.letters.papers.sameness) and its paper. Without one, the desk removed it: it stays away."""

    key = models.CharField(max_length=255, unique=True)
    newspaper = models.ForeignKey(Newspaper, null=True, on_delete=models.SET_NULL, related_name="keys")

    class Meta:
        verbose_name = _("key of a newspaper")
        verbose_name_plural = _("keys of newspapers")

    def __str__(self) -> str:
        return self.key
