"""Legal help and local organizations, and the page that finds them."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "cms.directory"
    label = "directory"
    verbose_name = _("directory")

    def import_models(self) -> None:
        """Load the page type as well: it stands above forms and services, so it cannot live in `models`."""
        super().import_models()
        import_module("cms.directory.pages")

    def ready(self) -> None:
        from cms.directory.grid.keeping import keep_grid  # models are loaded only now

        keep_grid()
