"""Rows of the outbox."""

import factory

from cms.outbox.models import OutgoingEmail, recipient_hash
from tests.outbox.kinds import NOTICE


class OutgoingEmailFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OutgoingEmail

    kind = NOTICE.name
    to = factory.Sequence(lambda number: f"person{number}@example.org")
    recipient_hash = factory.LazyAttribute(lambda row: recipient_hash(row.to))
    reference = factory.Sequence(str)
    dedupe_key = factory.Sequence(lambda number: f"test:{number}")
    language = "en"
