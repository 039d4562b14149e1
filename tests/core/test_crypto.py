"""Encryption at rest: what was written can be read, with old keys too, and never with a wrong one."""

import traceback
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from cms.core import crypto
from cms.core.crypto import (
    CannotDecrypt,
    decrypt,
    decrypt_bytes,
    encrypt,
    encrypt_bytes,
    is_current,
    keyed_hash,
    rotated,
)

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


def test_an_index_key_of_its_own_outlives_the_secret_key(settings: Settings) -> None:
    before = keyed_hash("coral otter", purpose="receipt")
    settings.BLIND_INDEX_KEY = settings.SECRET_KEY
    settings.SECRET_KEY = "a new secret key"
    assert keyed_hash("coral otter", purpose="receipt") == before
    settings.BLIND_INDEX_KEY = "another index key"
    assert keyed_hash("coral otter", purpose="receipt") != before


def test_what_the_first_key_wrote_is_current_and_what_another_wrote_is_not(settings: Settings) -> None:
    settings.ENCRYPTION_KEYS = [OLD_KEY]
    token = encrypt_bytes(b"a photo")
    assert is_current(token)
    settings.ENCRYPTION_KEYS = [NEW_KEY, OLD_KEY]
    assert not is_current(token)
    assert not is_current(b"no token")


def test_rotation_keeps_content_and_time_and_ends_with_the_first_key(settings: Settings) -> None:
    settings.ENCRYPTION_KEYS = [OLD_KEY]
    token = encrypt_bytes(b"Ximena, 19")
    settings.ENCRYPTION_KEYS = [NEW_KEY, OLD_KEY]
    fresh = rotated(token)
    settings.ENCRYPTION_KEYS = [NEW_KEY]
    assert is_current(fresh)
    assert decrypt(fresh.decode()) == "Ximena, 19"
    written = [Fernet(key).extract_timestamp(one) for key, one in ((OLD_KEY, token), (NEW_KEY, fresh))]
    assert written[0] == written[1]


def test_what_no_key_opens_cannot_be_rotated(settings: Settings) -> None:
    token = encrypt_bytes(b"a photo")
    settings.ENCRYPTION_KEYS = [NEW_KEY]
    with pytest.raises(CannotDecrypt) as caught:
        rotated(token)
    assert token.decode() not in str(caught.value)


def test_bytes_that_are_no_text_raise_without_being_quoted() -> None:
    token = encrypt_bytes(b"\xff\xfe secret").decode()
    with pytest.raises(CannotDecrypt) as caught:
        decrypt(token)
    shown = "".join(traceback.format_exception(caught.value))
    assert "secret" not in shown
    assert token not in shown


def test_ciphers_are_made_once_for_each_list_of_keys(settings: Settings) -> None:
    assert crypto._all_keys() is crypto._all_keys()
    first = crypto._all_keys()
    settings.ENCRYPTION_KEYS = [NEW_KEY]
    assert crypto._all_keys() is not first


def test_threads_may_share_a_cipher() -> None:
    texts = [f"story {number}" * number for number in range(200)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: decrypt(encrypt(text)), texts)) == texts
