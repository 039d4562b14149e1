from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OutboxConfig(AppConfig):
    name = "cms.outbox"
    label = "outbox"

    def ready(self) -> None:
        from cms.core.health import register_check
        from cms.outbox import checks  # noqa: F401  (registers itself)
        from cms.outbox.health import mail_is_moving
        from cms.outbox.inbound import tasks  # noqa: F401  (Celery looks only beside this file)
        from cms.outbox.inbound.providers import webhooks_are_on

        register_check("outbox", mail_is_moving)
        if webhooks_are_on():
            from cms.outbox.inbound import webhooks  # noqa: F401  (listens to django-anymail)
        # Each app tells in its own `emails` module which e-mails it sends.
        autodiscover_modules("emails")
