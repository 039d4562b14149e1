"""Ids of organizations that became part of another one."""

from django.db import models

from cms.directory.models.organization import Organization


class FormerId(models.Model):
    """A file may still name an organization that was merged: an import must find the one that stayed."""

    hsds_id = models.UUIDField(unique=True)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="former_ids")

    def __str__(self) -> str:
        return str(self.hsds_id)
