"""Asked by `manage.py check --deploy`."""

from typing import Any

from django.conf import settings
from django.core import checks

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
