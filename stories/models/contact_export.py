"""That contacts left this site in a file: who took them, why, and how many. Nobody's contact is in here."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cms.core import clock
from stories.choices import ExportReason, ExportScope
from stories.models.records import WrittenOnce


class ContactExport(WrittenOnce):
    """One file. Which stories were in it stands in `AccessLog`, one row for each."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    kind = models.CharField(_("whose"), max_length=20, choices=ExportScope)
    reason = models.CharField(_("reason"), max_length=20, choices=ExportReason)
    number = models.PositiveIntegerField(_("number of stories"))
    created_at = models.DateTimeField(_("time"), default=clock.now, db_index=True, editable=False)

    class Meta:
        ordering = ("created_at", "pk")
        verbose_name = _("contacts in a file")
        verbose_name_plural = _("contacts in files")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.number} contacts: {self.reason}"

    @property
    def code(self) -> str:
        """Where a record of one story names that story."""
        return ngettext("%(number)d story", "%(number)d stories", self.number) % {"number": self.number}

    @property
    def reason_label(self) -> str:
        return str(ExportReason(self.reason).label)
