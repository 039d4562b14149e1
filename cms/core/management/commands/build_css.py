"""Join the stylesheets: `manage.py build_css`."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.core import stylesheet


class Command(BaseCommand):
    help = "Write cms/static/css/site.css from tokens, base, layout, components and print."
    requires_system_checks: list[str] = []  # it must also run before the database exists

    def handle(self, *args: Any, **options: Any) -> None:
        text = stylesheet.joined()
        stylesheet.target().write_text(text, encoding="utf-8")
        self.stdout.write(f"{stylesheet.target().name}: {len(stylesheet.sources())} files, {len(text)} characters")
