"""Key rotation: complete, repeatable, harmless to a running site, and whole after any interruption."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.db.models.signals import post_save, pre_save

from cms.core import rotation
from cms.core.crypto import decrypt, encrypt, is_current
from cms.core.fields import EncryptedTextField
from cms.core.key_proof import WRONG_ENCRYPTION_KEYS, accept_keys, key_problems
from cms.core.rotation import rotate, sealed_places, survey
from cms.core.sealed_columns import Change, SealedColumn, sealed_columns
from cms.outbox.models import OutgoingEmail
from stories.models import Submission
from tests.factories.outbox import outgoing_email
from tests.factories.stories import submission
from tests.servers.worker import database_url

pytestmark = [pytest.mark.core, pytest.mark.django_db]
OLD_KEY = django_settings.ENCRYPTION_KEYS[0]
NEW_KEY = Fernet.generate_key().decode()
LOST_KEY = Fernet.generate_key().decode()
RECIPIENTS = SealedColumn(OutgoingEmail, "to")


@pytest.fixture(autouse=True)
def proof(db: None) -> None:
    """The row is there whatever a test with real commits did before."""
    accept_keys()


@pytest.fixture
def new_key(settings: Any) -> Any:
    """Call it when the rows are there: the new key comes first, the old one still opens."""

    def put_first() -> None:
        settings.ENCRYPTION_KEYS = [NEW_KEY, OLD_KEY]

    return put_first


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("rotate_encryption_keys", *arguments, stdout=out)
    return out.getvalue()


def ciphertexts() -> dict[Any, str]:
    return {one.pk: one.token.decode() for batch in RECIPIENTS.batches(100) for one in batch}


def only_old() -> int:
    return sum(survey(place).only_old for place in sealed_places())


@contextmanager
def failing_at(number: int) -> Iterator[list[str]]:
    """The `number`th UPDATE raises, as if the process or the database had died there."""
    seen: list[str] = []

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("UPDATE"):
            seen.append(sql)
            if len(seen) == number:
                raise KeyboardInterrupt
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        yield seen


class TestCoverage:
    def test_every_encrypted_field_of_every_model_is_found_without_a_list(self) -> None:
        expected = {
            f"{model._meta.label}.{field.name}"
            for model in apps.get_models()
            for field in model._meta.get_fields()
            if isinstance(field, EncryptedTextField)
        }
        found = [column.label for column in sealed_columns()]
        assert set(found) == expected
        assert len(found) == len(expected)
        assert {"stories.Submission.body", "stories.Contact.phone", "outbox.OutgoingEmail.to"} <= expected

    def test_files_are_there_and_the_proof_of_the_keys_comes_last(self) -> None:
        labels = [place.label for place in sealed_places()]
        assert "stories.Media.file_name (files)" in labels
        assert labels[-1] == "core.KeyProof.sealed"
        assert len(labels) == len(set(labels))


class TestRotation:
    def test_afterwards_the_first_key_alone_opens_everything(self, new_key: Any, settings: Any) -> None:
        sent, row = submission(title="Nueve días"), outgoing_email(to="ana@example.org")
        new_key()
        assert "Only old keys open: 0." in run()
        settings.ENCRYPTION_KEYS = [NEW_KEY]
        assert Submission.objects.get(pk=sent.pk).title == "Nueve días"
        assert OutgoingEmail.objects.get(pk=row.pk).to == "ana@example.org"
        assert key_problems() == []

    def test_a_second_run_changes_nothing(self, new_key: Any) -> None:
        outgoing_email()
        new_key()
        assert "Encrypted again: 2 (" in run()  # the row and the proof
        before = ciphertexts()
        with failing_at(1) as updates:
            assert "Encrypted again: 0 (" in run()
        assert updates == []
        assert ciphertexts() == before

    @pytest.mark.parametrize("batch_size", ["1", "2", "3", "500"])
    def test_no_batch_size_leaves_a_row_out(self, new_key: Any, batch_size: str) -> None:
        for _number in range(4):
            outgoing_email()
        new_key()
        assert "outbox.OutgoingEmail.to: 4 encrypted again" in run("--batch-size", batch_size)
        assert only_old() == 0

    def test_a_batch_of_nothing_is_refused(self) -> None:
        with pytest.raises(CommandError, match="at least 1"):
            run("--batch-size", "0")

    def test_a_dry_run_counts_and_writes_nothing(self, new_key: Any) -> None:
        outgoing_email()
        new_key()
        outgoing_email()
        before = ciphertexts()
        out = run("--dry-run")
        assert "outbox.OutgoingEmail.to: 1 of 2 to encrypt again" in out
        assert "Only old keys open: 2." in out
        assert ciphertexts() == before

    def test_nothing_but_the_ciphertext_changes(self, new_key: Any) -> None:
        submission()
        columns = [field.attname for field in Submission._meta.concrete_fields]
        plain = [name for name in columns if not isinstance(Submission._meta.get_field(name), EncryptedTextField)]
        before = list(Submission.objects.values(*plain))
        saved: list[Any] = []

        def note(**signal_values: Any) -> None:
            saved.append(signal_values["sender"])

        pre_save.connect(note)
        post_save.connect(note)
        try:
            new_key()
            run()
        finally:
            pre_save.disconnect(note)
            post_save.disconnect(note)
        assert list(Submission.objects.values(*plain)) == before
        assert saved == []

    def test_empty_texts_stay_empty(self, new_key: Any) -> None:
        sent = submission(title="", phone="")
        new_key()
        run()
        assert Submission.objects.filter(pk=sent.pk, title="").exists()

    def test_the_output_shows_no_text_and_no_ciphertext(self, new_key: Any) -> None:
        outgoing_email(to="canary@example.org")
        new_key()
        shown = run("--dry-run") + run()
        assert "canary" not in shown
        assert "gAAAA" not in shown


class TestUnreadable:
    def test_rows_that_no_key_opens_are_named_and_left_alone(self, new_key: Any, settings: Any) -> None:
        settings.ENCRYPTION_KEYS = [LOST_KEY]
        lost = outgoing_email()
        settings.ENCRYPTION_KEYS = [OLD_KEY]
        outgoing_email()
        before = ciphertexts()[lost.pk]
        new_key()
        with pytest.raises(CommandError) as error:
            run()
        assert str(error.value).splitlines() == [
            "No key opens 1. They were left alone:",
            f"  outbox.OutgoingEmail.to {lost.pk}",
        ]
        assert ciphertexts()[lost.pk] == before
        assert only_old() == 0

    def test_a_dry_run_finds_them_too(self) -> None:
        row = outgoing_email()
        RECIPIENTS.replace([Change(row.pk, ciphertexts()[row.pk].encode(), "no ciphertext, sí".encode())])
        with pytest.raises(CommandError, match=f"OutgoingEmail.to {row.pk}"):
            run("--dry-run")

    def test_of_very_many_only_the_first_are_named(self, settings: Any) -> None:
        settings.ENCRYPTION_KEYS = [LOST_KEY]
        for _number in range(22):
            outgoing_email()
        settings.ENCRYPTION_KEYS = [OLD_KEY]
        with pytest.raises(CommandError) as error:
            run("--dry-run")
        assert str(error.value).splitlines()[-1] == "  and 2 more"


class TestRunningSite:
    def test_a_row_written_since_it_was_read_is_not_overwritten(self, new_key: Any) -> None:
        row = outgoing_email(to="old@example.org")
        new_key()
        (batch,) = RECIPIENTS.batches(10)
        change = Change(row.pk, batch[0].token, encrypt("old@example.org").encode())
        OutgoingEmail.objects.filter(pk=row.pk).update(to="new@example.org")
        assert RECIPIENTS.replace([change]) == 0
        assert OutgoingEmail.objects.get(pk=row.pk).to == "new@example.org"

    def test_a_row_erased_since_it_was_read_does_not_come_back(self, new_key: Any) -> None:
        row = outgoing_email()
        new_key()
        (batch,) = RECIPIENTS.batches(10)
        OutgoingEmail.objects.filter(pk=row.pk).update(to="")
        assert RECIPIENTS.replace([Change(row.pk, batch[0].token, encrypt("x").encode())]) == 0
        OutgoingEmail.objects.all().delete()
        assert RECIPIENTS.replace([Change(row.pk, batch[0].token, encrypt("x").encode())]) == 0
        assert ciphertexts() == {}

    def test_a_process_that_still_writes_with_the_old_key_is_noticed(
        self, new_key: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        row = outgoing_email()
        old = ciphertexts()[row.pk]
        new_key()
        rotate_one = rotation.rotate

        def overtaken(place: Any, **options: Any) -> int:
            done = rotate_one(place, **options)
            models.QuerySet(OutgoingEmail).update(to=models.Value(old, output_field=models.TextField()))
            return done

        monkeypatch.setattr(rotation, "rotate", overtaken)
        with pytest.raises(CommandError, match="Not everything"):
            run()
        # The proof waits with it: a site without the old key would not start.
        assert survey(SealedColumn(apps.get_model("core.KeyProof"), "sealed")).only_old == 1


class TestInterruption:
    def test_an_end_before_any_write_leaves_every_text_readable(self, new_key: Any) -> None:
        """Killed before the first, the second, … write in turn; each run goes on where the last one ended."""
        rows = {outgoing_email(to=f"p{number}@example.org").pk: f"p{number}@example.org" for number in range(5)}
        new_key()
        interrupted = 0
        for _attempt in range(20):
            try:
                with failing_at(2):
                    run("--batch-size", "1")
            except KeyboardInterrupt:
                interrupted += 1
                assert {row.pk: row.to for row in OutgoingEmail.objects.all()} == rows
            else:
                break
        assert interrupted == 5
        assert only_old() == 0
        assert {row.pk: row.to for row in OutgoingEmail.objects.all()} == rows

    @pytest.mark.parametrize("number", range(1, 5))
    def test_a_batch_is_all_or_nothing(self, new_key: Any, number: int) -> None:
        for _number in range(4):
            outgoing_email()
        new_key()
        with pytest.raises(KeyboardInterrupt), failing_at(number):
            rotate(RECIPIENTS, batch_size=2)
        assert survey(RECIPIENTS).current == (number - 1) // 2 * 2

    def test_halfway_a_site_without_the_old_key_refuses_to_start(self, new_key: Any, settings: Any) -> None:
        outgoing_email()
        new_key()
        with pytest.raises(KeyboardInterrupt), failing_at(2):
            run()
        settings.ENCRYPTION_KEYS = [NEW_KEY]
        assert key_problems() == [WRONG_ENCRYPTION_KEYS]


CHILD = """
import os, signal, sys
import django
from django.conf import settings
settings.ENCRYPTION_KEYS = {keys!r}
django.setup()
from django.core.management import call_command
from django.db import connection
writes = 0
def killed(execute, sql, params, many, context):
    global writes
    is_write = sql.startswith("UPDATE")
    writes += is_write
    if is_write and writes == {number}:
        execute(sql, params, many, context)
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)
with connection.execute_wrapper(killed):
    call_command("rotate_encryption_keys", batch_size=3)
"""


def child(*, killed_at: int) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, which is killed in the middle of a transaction."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test", "DATABASE_URL": database_url()}
    return subprocess.run(
        [sys.executable, "-c", CHILD.format(keys=[NEW_KEY, OLD_KEY], number=killed_at)],
        cwd=django_settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.faults
def test_a_killed_process_leaves_whole_batches_and_another_one_finishes(committed_db: None, settings: Any) -> None:
    rows = {outgoing_email(to=f"p{number}@example.org").pk: f"p{number}@example.org" for number in range(10)}
    done = child(killed_at=5)  # the second of the second batch
    assert done.returncode == -signal.SIGKILL, done.stderr
    settings.ENCRYPTION_KEYS = [NEW_KEY, OLD_KEY]
    assert sum(is_current(token.encode()) for token in ciphertexts().values()) == 3
    assert {row.pk: row.to for row in OutgoingEmail.objects.all()} == rows

    finished = child(killed_at=0)
    assert finished.returncode == 0, finished.stderr
    assert "outbox.OutgoingEmail.to: 7 encrypted again" in finished.stdout
    assert "Encrypted again: 0 (" in child(killed_at=0).stdout
    settings.ENCRYPTION_KEYS = [NEW_KEY]
    assert {pk: decrypt(token) for pk, token in ciphertexts().items()} == rows
