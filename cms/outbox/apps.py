from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OutboxConfig(AppConfig):
    name = "cms.outbox"
    label = "outbox"

    def ready(self) -> None:
        from cms.core.health import register_check
        from cms.outbox import checks  # noqa: F401  (registers itself)
        from cms.outbox.health import mail_is_moving

        register_check("outbox", mail_is_moving)
        # Each app tells in its own `emails` module which e-mails it sends.
        autodiscover_modules("emails")
