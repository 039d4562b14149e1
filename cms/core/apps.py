"""The app that all others may import and that imports none of them."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "cms.core"
    label = "core"
    verbose_name = "Core"

    def ready(self) -> None:
        from cms.core import checks  # noqa: F401  (registers the project's own checks)
        from cms.core.admin_scripts import free_choosers_of_inline_scripts

        free_choosers_of_inline_scripts()
