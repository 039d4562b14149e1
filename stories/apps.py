from django.apps import AppConfig


class StoriesConfig(AppConfig):
    name = "stories"

    def ready(self) -> None:
        from cms.core.sealed_files import register_files
        from stories.models import Media

        register_files(Media, name_field="file_name")
