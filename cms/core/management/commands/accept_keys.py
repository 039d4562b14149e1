"""`manage.py accept_keys`: the former keys are lost; begin again with those in the environment."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.core.key_proof import accept_keys, key_problems

LOSS = (
    "This lets the site start although it cannot read what is encrypted with other keys, or find what was hashed with "
    "another one. Nothing is deleted. If you are sure that those keys are lost, add --they-are-lost."
)


class Command(BaseCommand):
    help = "Take the keys in the environment for this database's own. Only for when the former ones are lost."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--they-are-lost", action="store_true", help="you have looked everywhere")

    def handle(self, *args: Any, **options: Any) -> None:
        problems = key_problems()
        if not problems:
            self.stdout.write("The keys are those of this database: nothing to do.")
        elif not options["they_are_lost"]:
            raise CommandError("\n".join([*problems, LOSS]))
        else:
            accept_keys()
            self.stdout.write("The keys in the environment are now those of this database.")
