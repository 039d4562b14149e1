"""Asked by `manage.py check --deploy`."""

from typing import Any

from django.conf import settings
from django.core import checks

from cms.outbox.inbound.providers import problem
from cms.outbox.transport import keeps_mail_local


@checks.register(deploy=True)
def mail_can_leave(**_options: Any) -> list[checks.CheckMessage]:
    """On a public server mail must go somewhere."""
    if not keeps_mail_local() or settings.LOCAL_MAILBOX:
        return []
    return [
        checks.Warning(
            'EMAIL_URL is "local": every e-mail waits in the outbox and none leaves.',
            hint="Set EMAIL_URL to your mail server, such as smtp+tls://user:password@mail.example.org:587.",
            id="outbox.W001",
        )
    ]


@checks.register()
def webhooks_are_safe(app_configs: Any = None, **_options: Any) -> list[checks.CheckMessage]:
    """Without a secret anybody could say that a letter came back. The addresses then do not exist."""
    if not settings.MAIL_WEBHOOK_PROVIDER or not (sentence := problem()):
        return []
    return [checks.Error(sentence, hint="Until then the mail provider cannot call.", id="outbox.E002")]


@checks.register(deploy=True)
def somebody_reads_bounces(**_options: Any) -> list[checks.CheckMessage]:
    """For your information: bounces and answers that nobody reads are lost."""
    if settings.INBOUND_IMAP or settings.INBOUND_MAILDIR or settings.MAIL_WEBHOOK_PROVIDER:
        return []
    return [
        checks.Info(
            "Nobody reads what comes back: bounces and answers to the addresses under MAIL_DOMAIN.",
            hint="Set INBOUND_IMAP_URL, INBOUND_MAILDIR or MAIL_WEBHOOK_PROVIDER; docs/outbox.md says how.",
            id="outbox.I003",
        )
    ]
