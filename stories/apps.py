from django.apps import AppConfig


class StoriesConfig(AppConfig):
    name = "stories"

    def ready(self) -> None:
        from cms.core.health import register_check
        from cms.core.sealed_files import register_files
        from stories.forgotten import nothing_is_forgotten
        from stories.models import Media

        register_files(Media, name_field="file_name")
        register_check("endings", nothing_is_forgotten)
