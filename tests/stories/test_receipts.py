"""Seven words: forgiving to type, hard to guess, nowhere stored."""

import unicodedata

import pytest
from mnemonic import Mnemonic

from stories import receipts


@pytest.mark.parametrize(("language", "name"), [("en", "english"), ("es", "spanish"), ("fr", "english")])
def test_a_receipt_has_seven_words_of_the_storytellers_language(language, name):
    words = receipts.new_receipt("key", language=language).split()
    assert len(words) == 7
    assert set(words) <= {unicodedata.normalize("NFC", word) for word in Mnemonic(name).wordlist}


def test_accented_words_are_written_with_single_letters():
    receipts_in_spanish = [receipts.new_receipt(f"k{number}", language="es") for number in range(200)]
    assert any(not receipt.isascii() for receipt in receipts_in_spanish)
    assert all(unicodedata.is_normalized("NFC", receipt) for receipt in receipts_in_spanish)


def test_the_same_form_gives_the_same_receipt_again_and_another_form_another():
    first = receipts.new_receipt("key", language="en")
    assert receipts.new_receipt("key", language="en") == first
    assert receipts.new_receipt("other", language="en") != first


def test_a_receipt_cannot_be_made_without_the_secret_key(settings):
    first = receipts.new_receipt("key", language="en")
    settings.SECRET_KEY = "another-key"
    assert receipts.new_receipt("key", language="en") != first


def test_receipts_use_the_whole_list():
    """77 bits: over many receipts every place takes low and high words alike."""
    word_list = Mnemonic("english").wordlist
    for place in range(7):
        numbers = [word_list.index(receipts.new_receipt(f"k{n}", language="en").split()[place]) for n in range(300)]
        assert min(numbers) < 200
        assert max(numbers) > 1850
        assert len(set(numbers)) > 240


@pytest.mark.parametrize(
    "typed",
    [
        "Ábaco abdomen abeja abierto abogado abono aborto",
        "abaco abdomen abeja abierto abogado abono aborto",
        "  ABACO,abdomen;  abeja\nabierto\tabogado-abono.aborto ",
        "1. ábaco 2. abdomen 3. abeja 4. abierto 5. abogado 6. abono 7. aborto",
        "a\u0301baco abdomen abeja abierto abogado abono aborto",
        "ábaco abdomn abej abiertoo abogada abon abortar",  # slips behind the fourth letter
    ],
)
def test_typing_is_forgiven(typed):
    stored = receipts.slow_hash("ábaco abdomen abeja abierto abogado abono aborto")
    assert receipts.matches(typed, stored)
    assert receipts.lookup_prefix(typed) == receipts.lookup_prefix("ábaco abdomen abeja abierto abogado abono aborto")


@pytest.mark.parametrize(
    "typed",
    ["", "ábaco", "abdomen ábaco abeja abierto abogado abono aborto", "ábaco abdomen abeja abierto abogado abono"],
)
def test_other_words_or_another_order_do_not_match(typed):
    assert not receipts.matches(typed, receipts.slow_hash("ábaco abdomen abeja abierto abogado abono aborto"))


def test_the_hash_is_salted_and_holds_no_word():
    words = "faith window outside whip increase narrow hover"
    first, second = receipts.slow_hash(words), receipts.slow_hash(words)
    assert first != second
    assert not any(word in first for word in words.split())


def test_the_prefix_is_too_short_to_help_a_guesser():
    assert len(receipts.lookup_prefix("faith window outside whip increase narrow hover")) * 4 == 24


@pytest.mark.parametrize("language", ["english", "spanish"])
def test_four_letters_tell_all_words_of_a_list_apart(language):
    word_list = Mnemonic(language).wordlist
    assert len({receipts.normalize(word) for word in word_list}) == len(word_list) == 2048


@pytest.mark.parametrize(
    ("text", "is_there"),
    [
        ("My words: Faith, window, outside, whip, increase, narrow, HOVER!", True),
        ("faith\nwindow\noutside\nwhip\nincrease\nnarrow\nhover", True),
        ("faith window outside whip increase narrow", False),
        ("hover narrow increase whip outside window faith", False),
        ("I had faith at the window outside.", False),
    ],
)
def test_a_receipt_inside_a_text_is_found(text, is_there):
    assert receipts.is_in_text("faith window outside whip increase narrow hover", text) is is_there
