"""The encrypted field: plain on the instance, unreadable in the database."""

import pytest
from django.core.exceptions import FieldError
from django.db import connection
from django.db.models import F, Value

from cms.core.crypto import CannotDecrypt, encrypt
from cms.core.fields import EncryptedTextField

FIELD: EncryptedTextField = EncryptedTextField()


def stored(value: object) -> object:
    return FIELD.get_prep_value(value)


def read(value: str | None) -> str | None:
    return FIELD.from_db_value(value, None, connection)


def test_a_text_rests_encrypted_and_reads_plain() -> None:
    token = stored("Ana, 17, Matamoros")
    assert isinstance(token, str)
    assert "Ana" not in token
    assert read(token) == "Ana, 17, Matamoros"


@pytest.mark.parametrize("empty", [None, ""])
def test_nothing_given_stays_visible_as_nothing(empty: str | None) -> None:
    assert stored(empty) == empty
    assert read(empty) == empty


def test_a_number_is_stored_as_its_text() -> None:
    assert read(str(stored(78501))) == "78501"


@pytest.mark.parametrize("expression", [F("other"), Value("x")])
def test_database_expressions_pass_untouched(expression: object) -> None:
    assert stored(expression) is expression


def test_a_row_written_with_a_lost_key_raises() -> None:
    token = encrypt("text")
    with pytest.raises(CannotDecrypt):
        read(token[:-10] + "AAAAAAAA==")


@pytest.mark.parametrize("lookup", ["contains", "icontains", "startswith", "gt", "in", "regex"])
def test_searching_ciphertext_is_refused_rather_than_finding_nothing(lookup: str) -> None:
    with pytest.raises(FieldError, match="encrypted field"):
        FIELD.get_lookup(lookup)


@pytest.mark.parametrize("lookup", ["exact", "isnull"])
def test_asking_whether_there_is_anything_is_possible(lookup: str) -> None:
    assert FIELD.get_lookup(lookup) is not None
