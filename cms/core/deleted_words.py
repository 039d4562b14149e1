"""SQLite keeps deleted words for a while: in its word index until it merges, in its log until it is begun anew."""

from django.apps import apps
from django.db import connection, transaction

WAIT_MILLISECONDS = 200


def overwrite_deleted() -> None:
    """Merge the word index and empty the log, so that only what is there now is in the database's files.

    Cheap when nothing was deleted. A log that somebody reads at this moment is left for the next time. PostgreSQL
    looks after its files itself, and says nothing about when.
    """
    if connection.vendor != "sqlite":
        return
    # Looked up by name: on PostgreSQL there is no such model, and an import would keep every worker from starting.
    index = apps.get_model("wagtailsearch", "SQLiteFTSIndexEntry")
    table = connection.ops.quote_name(index._meta.db_table)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608  (the name of a table)
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout")
            (patience,) = cursor.fetchone()
            # It keeps every writer out while it waits for readers.
            cursor.execute(f"PRAGMA busy_timeout = {WAIT_MILLISECONDS}")
            try:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                cursor.execute(f"PRAGMA busy_timeout = {patience}")
