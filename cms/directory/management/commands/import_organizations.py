"""`manage.py import_organizations`: an HSDS package or JSON, a plain table, or the roster of recognized ones."""

from typing import Any

from django.core.management.base import CommandParser

from cms.core.import_command import ImportCommand
from cms.core.imports import Report
from cms.core.sources import read_file
from cms.directory.hsds.files import import_organizations
from cms.directory.models import Organization


class Command(ImportCommand):
    help = "Import organizations: HSDS (zip or JSON), a plain CSV table, or the roster of recognized organizations."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", help="A zip file, JSON or CSV.")
        parser.add_argument("--show", action="store_true", help="Show new organizations in the directory at once.")

    def read(self, options: dict[str, Any]) -> bytes:
        return read_file(options["file"])

    def run_import(self, content: bytes, options: dict[str, Any]) -> Report:
        return import_organizations(content, are_listed=options["show"])

    def health(self) -> str:
        rows = Organization.objects
        return (
            f"{rows.count()} organizations, {rows.listed().count()} shown, {rows.never_checked().count()} never checked"
        )
