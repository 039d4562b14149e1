from django.apps import AppConfig


class StoriesConfig(AppConfig):
    name = "stories"

    def ready(self) -> None:
        from cms.core.health import register_check
        from cms.core.sealed_files import register_files
        from cms.core.start import ask_at_start
        from stories.forgotten import forgotten_problems, nothing_is_forgotten
        from stories.models import Media
        from stories.retention import nothing_is_late

        register_files(Media, name_field="file_name")
        register_check("endings", nothing_is_forgotten)
        register_check("erasing", nothing_is_late, is_vital=False)
        ask_at_start(forgotten_problems)
