"""Slots in scripts: what is known is filled in, the rest stays to be seen."""

from cms.core.script_slots import fill_slots


def test_known_slots_are_filled_and_the_rest_stays_visible() -> None:
    text = "I am [your name] from [your town]. Will [the official] act, [whoever]?"
    filled = fill_slots(text, {"name": "Ana", "town": "", "official": "Senator Muestra"})
    assert filled == "I am Ana from [your town]. Will Senator Muestra act, [whoever]?"


def test_spanish_slots_mean_the_same() -> None:
    assert fill_slots("Soy [su nombre], de [Su Ciudad].", {"name": "Ana", "town": "McAllen"}) == "Soy Ana, de McAllen."


def test_what_is_filled_in_opens_no_new_slot() -> None:
    assert fill_slots("I am [your name].", {"name": "[the official]", "official": "X"}) == "I am (the official)."


def test_brackets_that_are_no_slots_stay() -> None:
    for text in ("[]", "[one\ntwo]", "[" + "a" * 61 + "]", "a [b"):
        assert fill_slots(text, {"name": "Ana"}) == text
