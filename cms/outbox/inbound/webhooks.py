"""What mail providers tell by webhook. Imported only where webhooks are on: django-anymail is an optional extra.

anymail has checked the secret before it sends these signals. What is raised here becomes a 500, and the provider
calls again later.
"""

import logging
from datetime import timedelta
from typing import Any

from anymail.signals import AnymailInboundEvent, AnymailTrackingEvent, EventType, RejectReason, inbound, tracking
from django.dispatch import receiver

from cms.core import clock
from cms.outbox.inbound.handling import MAY_COME_BACK, Result, take_in, take_in_bounce
from cms.outbox.inbound.reports import judge
from cms.outbox.models import OutgoingEmail, Reason, Status, recipient_hash

logger = logging.getLogger(__name__)

# Providers that give messages names of their own tell only the recipient.
BOUNCES_WITHIN = timedelta(days=5)
CAME_BACK = (EventType.BOUNCED, EventType.REJECTED, EventType.FAILED)


@receiver(inbound)
def take_message(sender: Any, event: AnymailInboundEvent, **_rest: Any) -> None:
    """A message that came to one of our addresses."""
    message = event.message
    if message is None:
        return
    try:
        raw = bytes(message.as_bytes())
    except Exception as error:  # a message that cannot be written down again
        logger.warning("inbound: a webhook's message could not be read (%s)", type(error).__name__)
        return
    take_in(raw, recipient=message.envelope_recipient or "", envelope_sender=message.envelope_sender)


@receiver(tracking)
def take_event(sender: Any, event: AnymailTrackingEvent, **_rest: Any) -> Result:
    """A bounce or complaint that the provider has understood for us."""
    reason = _reason(event)
    row = _row(event) if reason else None
    if reason is None or row is None:
        return Result.IGNORED
    name = event.event_id or f"{event.message_id} {event.event_type} {event.recipient}"
    result = take_in_bounce(row, reason=reason, name=f"webhook {name}")
    logger.info("inbound: one event: %s", result)
    return result


def _reason(event: AnymailTrackingEvent) -> Reason | None:
    if event.event_type == EventType.COMPLAINED or event.reject_reason == RejectReason.SPAM:
        return Reason.COMPLAINT
    if event.event_type not in CAME_BACK:
        return None
    if event.reject_reason == RejectReason.INVALID:
        return Reason.NO_MAILBOX
    return judge(event.mta_response or "", event.description or "")


def _row(event: AnymailTrackingEvent) -> OutgoingEmail | None:
    """By our Message-ID, else the one e-mail to that recipient in the last days. Of several nobody knows which."""
    rows = OutgoingEmail.objects.defer("to")
    message_id = f"<{(event.message_id or '').strip('<>')}>"
    found = rows.filter(message_id=message_id).first()
    if found or not event.recipient:
        return found
    recent = rows.filter(sent_at__gte=clock.now() - BOUNCES_WITHIN, status__in=[*MAY_COME_BACK, Status.SENDING])
    to_them = list(recent.filter(recipient_hash=recipient_hash(event.recipient))[:2])
    return to_them[0] if len(to_them) == 1 else None
