"""A site with keys that are not those of its database refuses to begin, and says what to do."""

import logging
import subprocess
import sys
from io import StringIO
from typing import Any

import pytest
from celery.signals import worker_init
from cryptography.fernet import Fernet
from django.conf import settings as django_settings
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from cms.core import key_proof
from cms.core.key_checks import check_key_proof, check_keys, check_published_keys
from cms.core.key_proof import accept_keys, key_problems
from cms.core.models import KeyProof
from cms.core.rotation import rotate_everything
from cms.core.start import refuse_to_serve, refuse_to_work
from cms.settings.encryption_keys import DEVELOPMENT_KEY

pytestmark = [pytest.mark.core, pytest.mark.django_db]
OTHER_KEY = Fernet.generate_key().decode()
OTHER_SECRET = "another-secret-that-is-long-enough-to-be-a-secret-key-0123"
ENCRYPTION, INDEX = key_proof.WRONG_ENCRYPTION_KEYS, key_proof.WRONG_INDEX_KEY


@pytest.fixture(autouse=True)
def proof(db: None) -> None:
    """The row is there whatever a test with real commits did before."""
    accept_keys()


@pytest.fixture(autouse=True)
def connections_stay_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Closing the connection would end the transaction of the test."""
    monkeypatch.setattr("django.db.connections.close_all", lambda: None)


@pytest.fixture
def wrong_key(settings: Any) -> Any:
    settings.ENCRYPTION_KEYS = [OTHER_KEY]
    return settings


@pytest.fixture
def silent_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", broken)


def ids(messages: Any) -> list[str]:
    return [message.id for message in messages]


class TestProblems:
    def test_the_keys_that_were_proven_fit(self, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(1):
            assert key_problems() == []

    def test_a_new_first_key_fits_while_the_old_one_is_there(self, settings: Any) -> None:
        settings.ENCRYPTION_KEYS = [OTHER_KEY, *settings.ENCRYPTION_KEYS]
        assert key_problems() == []

    def test_another_key_does_not(self, wrong_key: Any) -> None:
        assert key_problems() == [ENCRYPTION]

    def test_another_secret_key_does_not(self, settings: Any) -> None:
        settings.SECRET_KEY = OTHER_SECRET
        assert key_problems() == [INDEX]

    def test_the_former_secret_key_as_index_key_makes_it_fit(self, settings: Any) -> None:
        settings.BLIND_INDEX_KEY, settings.SECRET_KEY = settings.SECRET_KEY, OTHER_SECRET
        assert key_problems() == []

    def test_both_wrong_are_both_named(self, wrong_key: Any) -> None:
        wrong_key.SECRET_KEY = OTHER_SECRET
        assert key_problems() == [ENCRYPTION, INDEX]

    def test_a_spoiled_proof_is_a_wrong_key(self) -> None:
        KeyProof.objects.update(sealed="")
        assert key_problems() == []
        with connection.cursor() as cursor:
            cursor.execute("UPDATE core_keyproof SET sealed = 'gAAAAA=='")
        assert key_problems() == [ENCRYPTION]

    def test_a_database_without_proof_has_nothing_to_say(self, wrong_key: Any) -> None:
        KeyProof.objects.defer("sealed").all()._raw_delete(using="default")
        assert key_problems() == []
        accept_keys()
        assert KeyProof.objects.count() == 1


class TestStart:
    def test_right_keys_begin(self) -> None:
        refuse_to_serve()
        refuse_to_work(sender=None)

    def test_wrong_keys_do_not_and_the_sentence_shows_no_key(self, wrong_key: Any) -> None:
        with pytest.raises(ImproperlyConfigured, match="None of the ENCRYPTION_KEYS encrypted") as refused:
            refuse_to_serve()
        assert OTHER_KEY not in str(refused.value)

    def test_once_a_new_key_writes_the_old_one_alone_does_not_begin(self, settings: Any) -> None:
        old = settings.ENCRYPTION_KEYS
        settings.ENCRYPTION_KEYS = [OTHER_KEY, *old]
        refuse_to_serve()
        refuse_to_serve()
        assert KeyProof.objects.count() == 2
        settings.ENCRYPTION_KEYS = old
        with pytest.raises(ImproperlyConfigured, match="None of the ENCRYPTION_KEYS encrypted"):
            refuse_to_serve()

    def test_once_all_is_rotated_the_new_one_alone_begins(self, settings: Any) -> None:
        settings.ENCRYPTION_KEYS = [OTHER_KEY, *settings.ENCRYPTION_KEYS]
        refuse_to_serve()
        list(rotate_everything())
        settings.ENCRYPTION_KEYS = [OTHER_KEY]
        refuse_to_serve()
        assert key_problems() == []

    def test_a_worker_ends(self, wrong_key: Any) -> None:
        with pytest.raises(SystemExit, match="None of the ENCRYPTION_KEYS encrypted"):
            worker_init.send(sender=None)

    def test_a_database_that_does_not_answer_is_no_wrong_key(self, silent_database: None) -> None:
        refuse_to_serve()

    def test_a_web_server_process_ends_with_the_sentence(self, committed_db: None) -> None:
        accept_keys()
        code = (
            "from django.conf import settings; "
            f"settings.DATABASES['default']['NAME'] = {str(connection.settings_dict['NAME'])!r}; "
            f"settings.ENCRYPTION_KEYS = [{OTHER_KEY!r}]; import cms.wsgi"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=django_settings.BASE_DIR, capture_output=True, text=True, check=False
        )
        assert done.returncode == 1
        assert done.stderr.strip().endswith(ENCRYPTION)
        assert OTHER_KEY not in done.stderr

    def test_readyz_says_so(self, wrong_key: Any, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        response = client.get("/readyz")
        assert (response.status_code, response.json()["keys"]) == (503, False)


class TestChecks:
    def test_are_silent_about_good_keys(self) -> None:
        assert ids(run_checks(tags=["security", "database"], databases=["default"])) == []

    def test_name_a_missing_and_a_malformed_key(self, settings: Any) -> None:
        settings.ENCRYPTION_KEYS = []
        assert ids(check_keys()) == ["core.E010"]
        settings.ENCRYPTION_KEYS = [OTHER_KEY, "nonsense"]
        assert ids(check_keys()) == ["core.E010"]
        assert check_key_proof(databases=["default"]) == []

    def test_name_a_key_that_is_there_twice(self, settings: Any) -> None:
        settings.ENCRYPTION_KEYS = [OTHER_KEY, OTHER_KEY]
        assert ids(check_keys()) == ["core.W011"]

    def test_name_a_public_key_before_a_deployment(self, settings: Any) -> None:
        settings.ENCRYPTION_KEYS = [OTHER_KEY, DEVELOPMENT_KEY]
        assert ids(check_published_keys()) == ["core.E012"]
        assert check_keys() == []

    def test_name_wrong_keys_only_when_the_database_may_be_asked(self, wrong_key: Any) -> None:
        assert ids(check_key_proof(databases=["default"])) == ["core.E013"]
        assert check_key_proof(databases=None) == []
        with pytest.raises(CommandError, match="None of the ENCRYPTION_KEYS encrypted"):
            call_command("check", databases=["default"])

    def test_say_nothing_of_a_database_without_tables(self, silent_database: None) -> None:
        assert check_key_proof(databases=["default"]) == []


class TestAcceptKeys:
    def test_changes_nothing_when_they_fit(self) -> None:
        before = KeyProof.objects.get().index_hash
        out = StringIO()
        call_command("accept_keys", "--they-are-lost", stdout=out)
        assert "nothing to do" in out.getvalue()
        assert KeyProof.objects.get().index_hash == before

    def test_asks_first(self, wrong_key: Any) -> None:
        with pytest.raises(CommandError, match="add --they-are-lost"):
            call_command("accept_keys")
        assert key_problems() == [ENCRYPTION]

    def test_lets_the_site_begin_again(self, wrong_key: Any) -> None:
        wrong_key.SECRET_KEY = OTHER_SECRET
        call_command("accept_keys", "--they-are-lost", stdout=StringIO())
        assert key_problems() == []


def test_the_proof_tells_nothing_of_itself(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    assert str(KeyProof.objects.get()) == "Key proof"
    assert "gAAAA" not in caplog.text
