"""The app that all others may import and that imports none of them."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "cms.core"
    label = "core"
    verbose_name = "Core"

    def ready(self) -> None:
        from celery.signals import worker_init

        from cms.core import checks, key_checks  # noqa: F401  (registers the project's own checks)
        from cms.core.admin_scripts import free_choosers_of_inline_scripts
        from cms.core.health import register_check
        from cms.core.key_proof import keys_fit, prove_keys
        from cms.core.start import ask_at_start, refuse_to_work

        free_choosers_of_inline_scripts()
        register_check("keys", keys_fit)
        ask_at_start(prove_keys)
        worker_init.connect(refuse_to_work, dispatch_uid="start")
