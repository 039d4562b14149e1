"""What rows need that are exchanged with other directories."""

import uuid

from django.db import models


class Exchanged(models.Model):
    """A row with an id that other directories know, and with all that they say and we have no column for."""

    hsds_id = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    # Fields of HSDS under their own names, word for word, so that an export gives back what an import brought.
    hsds_extra = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        abstract = True
