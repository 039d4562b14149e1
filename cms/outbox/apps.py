from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OutboxConfig(AppConfig):
    name = "cms.outbox"
    label = "outbox"

    def ready(self) -> None:
        # Each app tells in its own `emails` module which e-mails it sends.
        autodiscover_modules("emails")
