"""Offices that can be called, who holds them, and where they stand."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficialsConfig(AppConfig):
    name = "cms.officials"
    label = "officials"
    verbose_name = _("officials")

    def ready(self) -> None:
        from cms.officials import checks  # noqa: F401  (registers what is said about the phone line)
