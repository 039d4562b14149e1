"""What readers tell us is wrong, and what became of it: one queue for all apps."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CorrectionsConfig(AppConfig):
    name = "cms.corrections"
    label = "corrections"
    verbose_name = _("corrections")

    def ready(self) -> None:
        # Each app tells in its own `corrections` module what of it can be corrected.
        autodiscover_modules("corrections")
