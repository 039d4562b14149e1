"""Encryption at rest: what was written can be read, with old keys too, and never with a wrong one."""

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from cms.core.crypto import CannotDecrypt, decrypt, decrypt_bytes, encrypt, encrypt_bytes, keyed_hash

OLD_KEY = Fernet.generate_key().decode()
NEW_KEY = Fernet.generate_key().decode()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert decrypt(encrypt(text)) == text


@given(st.binary())
def test_any_file_comes_back_as_it_was(content: bytes) -> None:
    assert decrypt_bytes(encrypt_bytes(content)) == content


def test_the_ciphertext_shows_nothing_and_differs_each_time() -> None:
    first, second = encrypt("María Pérez"), encrypt("María Pérez")
    assert "Mar" not in first
    assert first != second
    assert first.isascii()


def test_a_rotated_key_still_opens_what_it_wrote(settings: Settings) -> None:
    settings.ENCRYPTION_KEYS = [OLD_KEY]
    token = encrypt("before the rotation")
    settings.ENCRYPTION_KEYS = [NEW_KEY, OLD_KEY]
    assert decrypt(token) == "before the rotation"


def test_the_first_key_is_the_one_that_writes(settings: Settings) -> None:
    settings.ENCRYPTION_KEYS = [NEW_KEY, OLD_KEY]
    token = encrypt("after the rotation")
    settings.ENCRYPTION_KEYS = [NEW_KEY]
    assert decrypt(token) == "after the rotation"


@pytest.mark.parametrize("token", ["", "not a token", "café", "gAAAAA=="])
def test_what_is_no_ciphertext_raises(token: str) -> None:
    with pytest.raises(CannotDecrypt):
        decrypt(token)


def test_a_wrong_key_raises_and_never_answers_with_ciphertext(settings: Settings) -> None:
    settings.ENCRYPTION_KEYS = [OLD_KEY]
    text, content = encrypt("secret"), encrypt_bytes(b"secret")
    settings.ENCRYPTION_KEYS = [NEW_KEY]
    with pytest.raises(CannotDecrypt) as caught:
        decrypt(text)
    assert text not in str(caught.value)
    with pytest.raises(CannotDecrypt):
        decrypt_bytes(content)


def test_one_changed_byte_is_noticed() -> None:
    token = bytearray(encrypt_bytes(b"a photo"))
    token[20] = ord("A") if token[20] != ord("A") else ord("B")
    with pytest.raises(CannotDecrypt):
        decrypt_bytes(bytes(token))


def test_a_hash_is_stable_and_keeps_purposes_apart() -> None:
    assert keyed_hash("coral otter", purpose="receipt") == keyed_hash("coral otter", purpose="receipt")
    assert keyed_hash("coral otter", purpose="receipt") != keyed_hash("coral otter", purpose="throttle")
    assert len(keyed_hash("ñ", purpose="receipt")) == 64


def test_a_hash_survives_key_rotation_but_not_another_installation(settings: Settings) -> None:
    before = keyed_hash("coral otter", purpose="receipt")
    settings.ENCRYPTION_KEYS = [NEW_KEY]
    assert keyed_hash("coral otter", purpose="receipt") == before
    settings.SECRET_KEY = "another installation"
    assert keyed_hash("coral otter", purpose="receipt") != before
