"""Settings: every variable is documented, a wrong value stops the start, production insists on secrets."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.conf import settings

from cms.settings.encryption_keys import DEVELOPMENT_KEY, TEST_KEY, published, repeated, unusable

NAMED = re.compile(r"""(?:env\.\w+|read_number)\(\s*"([A-Z0-9_]+)\"""")
DOCUMENTED = re.compile(r"^#?([A-Z][A-Z0-9_]+)=", re.MULTILINE)
GOOD = {
    "PUBLIC_URL": "https://example.org",
    "ALLOWED_HOSTS": "example.org",
    "SECRET_KEY": "s" * 60,
    "ENCRYPTION_KEYS": "YSBrZXkgZm9yIHRoZSB0ZXN0cyBvZiBzZXR0aW5ncyE=",
}
REPORT = (
    "from django.conf import settings; import json; "
    "print(json.dumps({name: str(getattr(settings, name)) for name in %r}))"
)


def start(
    tmp_path: Path, *names: str, module: str = "production", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Load the settings in a process of their own; its output is the values of `names` as JSON."""
    clean = {name: value for name, value in os.environ.items() if name not in DOCUMENTED.findall(example())}
    clean |= {"DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": f"cms.settings.{module}", **environment}
    return subprocess.run(
        [sys.executable, "-c", REPORT % (names or ("DEBUG",),)],
        cwd=settings.BASE_DIR, env=clean, capture_output=True, text=True, check=False,
    )  # fmt: skip


def example() -> str:
    return (settings.BASE_DIR / ".env.example").read_text()


def test_every_variable_is_in_the_example_and_no_other() -> None:
    files = (settings.BASE_DIR / "cms" / "settings").glob("*.py")
    read = {name for path in files for name in NAMED.findall(path.read_text())}
    assert read == set(DOCUMENTED.findall(example()))


def test_every_variable_of_the_example_is_explained() -> None:
    lines = example().splitlines()
    for number, line in enumerate(lines):
        if DOCUMENTED.match(line):
            above = lines[number - 1]
            assert above.startswith("#"), f"{line} needs a comment above it"


def test_the_table_of_the_readme_has_the_same_variables_in_the_same_order() -> None:
    table = re.findall(r"^\| `([A-Z0-9_]+)` \|", (settings.BASE_DIR / "README.md").read_text(), re.MULTILINE)
    assert table == DOCUMENTED.findall(example())


def test_the_example_as_it_stands_starts_a_development_site(tmp_path: Path) -> None:
    active = dict(line.split("=", 1) for line in example().splitlines() if re.match(r"[A-Z]", line))
    done = start(tmp_path, "PUBLIC_URL", "EMAIL_URL", module="dev", **active)
    assert done.returncode == 0, done.stderr
    assert '"EMAIL_URL": "local"' in done.stdout


def test_production_starts_with_its_secrets(tmp_path: Path) -> None:
    done = start(tmp_path, "DEBUG", "DEMO_USERS", "LOCAL_MAILBOX", "SECURE_HSTS_SECONDS", **GOOD)
    assert done.returncode == 0, done.stderr
    assert '"DEBUG": "False"' in done.stdout
    assert '"DEMO_USERS": "False"' in done.stdout
    assert '"LOCAL_MAILBOX": "False"' in done.stdout


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", "", "SECRET_KEY must be a random text of at least 50 characters"),
        ("SECRET_KEY", "short", "SECRET_KEY must be a random text of at least 50 characters"),
        ("ENCRYPTION_KEYS", "", "ENCRYPTION_KEYS must hold at least one key"),
        ("ENCRYPTION_KEYS", "nonsense", "Key 1 of ENCRYPTION_KEYS is not valid"),
        ("ENCRYPTION_KEYS", GOOD["ENCRYPTION_KEYS"] + ",nonsense", "Key 2 of ENCRYPTION_KEYS is not valid"),
        ("ENCRYPTION_KEYS", DEVELOPMENT_KEY, "Key 1 of ENCRYPTION_KEYS stands in this project's public code"),
        ("ENCRYPTION_KEYS", GOOD["ENCRYPTION_KEYS"] + "," + TEST_KEY, "Key 2 of ENCRYPTION_KEYS stands in"),
        ("BLIND_INDEX_KEY", "short", "BLIND_INDEX_KEY must be empty or a random text of at least 50 characters"),
        ("PUBLIC_URL", "http://example.org", "PUBLIC_URL must be the public address"),
        ("TRUSTED_PROXIES", "one", "TRUSTED_PROXIES must be a whole number, such as 0"),
        ("EMAIL_URL", "mail.example.org", "EMAIL_URL must be"),
        ("INBOUND_IMAP_URL", "imap://u:p@mail.example.org", "INBOUND_IMAP_URL must be"),
        ("S3_BUCKET", "public", "set S3_PRIVATE_BUCKET to a second bucket"),
    ],
)
def test_a_wrong_value_stops_the_start_with_what_to_do(tmp_path: Path, name: str, value: str, sentence: str) -> None:
    done = start(tmp_path, **{**GOOD, name: value})
    assert done.returncode != 0
    assert sentence in done.stderr


def test_no_sentence_repeats_a_secret(tmp_path: Path) -> None:
    done = start(tmp_path, **{**GOOD, "ENCRYPTION_KEYS": "my-precious-key"})
    assert "my-precious-key" not in done.stderr.splitlines()[-1]


def test_one_bucket_for_public_and_private_files_is_refused(tmp_path: Path) -> None:
    done = start(tmp_path, **{**GOOD, "S3_BUCKET": "one", "S3_PRIVATE_BUCKET": "one"})
    assert "second bucket that nobody can read" in done.stderr


def test_a_public_file_is_shown_by_no_cache_that_has_not_asked(tmp_path: Path) -> None:
    """It may be a photo that its storyteller takes back."""
    done = start(tmp_path, "STORAGES", **{**GOOD, "S3_BUCKET": "one", "S3_PRIVATE_BUCKET": "two"})
    assert "'object_parameters': {'CacheControl': 'no-cache'}" in done.stdout
    on_disk = (Path(__file__).parents[2] / "deploy/nginx.conf").read_text().split("location /media/stories/ {")[1]
    assert "Cache-Control no-cache" in on_disk.split("}")[0]


def test_development_keys_open_nothing_in_production(tmp_path: Path) -> None:
    done = start(tmp_path, "SECRET_KEY", module="dev")
    assert done.returncode == 0, done.stderr
    refused = start(tmp_path, **{**GOOD, "SECRET_KEY": "development-only-key"})
    assert refused.returncode != 0


def test_sqlite_is_tuned_for_many_writers(tmp_path: Path) -> None:
    done = start(tmp_path, "DATABASES", **GOOD)
    assert "IMMEDIATE" in done.stdout
    assert "journal_mode=WAL" in done.stdout


def test_postgresql_redis_and_smtp_are_one_variable_each(tmp_path: Path) -> None:
    grown_up = {
        "DATABASE_URL": "postgres://kinship:secret@db.internal/kinship",
        "REDIS_URL": "redis://cache.internal:6379/0",
        "EMAIL_URL": "smtp+tls://user:secret@mail.internal:587",
    }
    done = start(tmp_path, "DATABASES", "CELERY_BROKER_URL", "CACHES", "EMAIL_HOST", **GOOD, **grown_up)
    assert done.returncode == 0, done.stderr
    for expected in ("postgresql", "db.internal", "redis://cache.internal:6379/0", "RedisCache", "mail.internal"):
        assert expected in done.stdout


def test_private_files_are_never_under_public_ones() -> None:
    private, public = Path(settings.PRIVATE_MEDIA_ROOT), Path(settings.MEDIA_ROOT)
    assert public not in private.parents
    assert private not in public.parents
    options: dict[str, object] = settings.STORAGES["private"]["OPTIONS"]  # type: ignore[assignment]
    assert options["base_url"] is None


def test_beat_reads_mail_only_where_a_mailbox_is_named(tmp_path: Path) -> None:
    assert "read_mail" not in start(tmp_path, "CELERY_BEAT_SCHEDULE", **GOOD).stdout
    for name, value in (("INBOUND_IMAP_URL", "imaps://u:p@mail.example.org"), ("INBOUND_MAILDIR", "/var/mail")):
        assert (
            "cms.outbox.inbound.tasks.read_mail"
            in start(tmp_path, "CELERY_BEAT_SCHEDULE", **GOOD, **{name: value}).stdout
        )


def test_usable_keys_of_ones_own_leave_nothing_to_say() -> None:
    keys = [Fernet.generate_key().decode(), Fernet.generate_key().decode()]
    assert [*unusable(keys), *published(keys), *repeated(keys)] == []


@pytest.mark.parametrize("key", ["", "short", "ñ" * 44, "A" * 43, "A" * 60, GOOD["ENCRYPTION_KEYS"][:-2]])
def test_what_is_no_key_is_named_by_its_place_alone(key: str) -> None:
    (sentence,) = unusable([GOOD["ENCRYPTION_KEYS"], key])
    assert sentence.startswith("Key 2 of ENCRYPTION_KEYS is not valid")
    assert not key or key not in sentence


def test_a_published_key_is_known_with_blanks_around_it_too() -> None:
    assert [sentence[:5] for sentence in published([f" {DEVELOPMENT_KEY}"])] == ["Key 1"]


def test_a_key_that_stands_there_twice_is_named_with_its_twin() -> None:
    keys = [Fernet.generate_key().decode(), GOOD["ENCRYPTION_KEYS"], f" {GOOD['ENCRYPTION_KEYS']}", "no key", "no key"]
    assert list(repeated(keys)) == ["Key 3 of ENCRYPTION_KEYS is the same as key 2."]
