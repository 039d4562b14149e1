"""What somebody sees who takes the server: every table, the database's own files, photos, broker, mails."""

import re
import subprocess
from pathlib import Path
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection
from PIL import Image

from tests.factories.stories import jpeg
from tests.servers.postgres import INSTALLED

# Of the storyteller: names, e-mail, phone, phrases of the story, place and owner in the photo's file.
PRIVATE = [
    "Zyxwina",
    "Kanariova",
    "zyxwina.k@canary.example",
    "9565550177",
    "555-0177",
    "plum-colored suitcase",
    "half-finished kite",
    "GPSCANARY",
    # Messages both ways, what the text said before it was changed, a note of the team, a time that is safe.
    "Marzipan street",
    "tangerine umbrella",
    "rashly written",
    "brother of Ottokar",
    "after the foghorn",
    # How they want to be reached later.
    "new.mailbox",
    "9565550188",
    "555-0188",
    "before the windmill",
]
# Of the public versions: readable while they are public, nowhere once they are not.
PUBLIC = ["Quetzalbird", "Quetzalpajaro", "Quetzaldraft", "Quetzalpreview", "Quetzalphoto", "Quetzalcorrected"]


def hits(text: str, words: list[str]) -> list[str]:
    found = re.compile("|".join(map(re.escape, words)), re.IGNORECASE)
    return sorted({match.lower() for match in found.findall(text)})


def tables() -> dict[str, str]:
    """Every value of every table, by table."""
    found: dict[str, str] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = "\n".join(repr(row) for row in cursor.fetchall())
    found["sessions in plain words"] = repr([row.get_decoded() for row in Session.objects.all()])
    return found


def dumped() -> str:
    """All tables; on PostgreSQL also what `pg_dump` makes of them."""
    return "\n".join(tables().values()) + (_pg_dump() if connection.vendor == "postgresql" else "")


def _pg_dump() -> str:
    used = connection.settings_dict
    where = ["-h", str(used["HOST"]), "-p", str(used["PORT"]), "-U", str(used["USER"]), str(used["NAME"])]
    done = subprocess.run([INSTALLED / "pginstall/bin/pg_dump", *where], capture_output=True, text=True, check=True)
    assert "stories_submission" in done.stdout
    return done.stdout


def database_files() -> str:
    """The bytes of SQLite's file and of its log, with all that is free in them; empty on PostgreSQL."""
    if connection.vendor != "sqlite":
        return ""
    name = Path(str(connection.settings_dict["NAME"]))
    files = [name, name.with_name(f"{name.name}-wal")]
    return "\n".join(path.read_bytes().decode("latin-1") for path in files if path.exists())


def stored(folder: Path) -> str:
    """Names and bytes of all files."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return "\n".join(f"{path.name}\n{path.read_bytes().decode('latin-1')}" for path in files)


def logged(caplog: Any) -> str:
    """What this process logged. The tests' own mail server, which runs in it, logs to whom it got mail."""
    return "\n".join(record.getMessage() for record in caplog.records if record.name != "mail.log")


def photo_with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "GPSCANARY"
    exif[0x010F] = "Zyxwina"
    exif.get_ifd(0x8825).update({1: "N", 2: (26.0, 12.0, 12.3), 3: "W", 4: (98.0, 13.0, 48.0)})
    content = jpeg((320, 240), exif=exif)
    assert b"GPSCANARY" in content
    return content
