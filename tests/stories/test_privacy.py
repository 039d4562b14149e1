"""What gives a person away is found in many notations, and ordinary text is left alone."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.privacy import Part, PrivateData, emails_in, hints, leaks, marked, name_words, phones_in

ROSA = PrivateData(
    names=name_words("Rosa María de la Cruz-Ñáñez"),
    emails=frozenset({"rosa.n@example.org"}),
    phones=frozenset({"9565550123"}),
)


@pytest.mark.parametrize(
    "text",
    [
        "I am Rosa.",
        "ROSA",
        "My name is rosa maria",
        "Señora Nanez came",
        "de la cruz",
        "Rosa\u0301",
        "They call me María’s mother",
    ],
)
def test_the_own_name_is_found_without_case_and_accents(text):
    assert leaks([text], ROSA) == {"own_name"}


@pytest.mark.parametrize("text", ["", "A rose in the garden.", "Rosario is a town.", "de la frontera", "Crucial"])
def test_other_words_are_no_name(text):
    assert leaks([text], ROSA) == set()


@pytest.mark.parametrize(
    "text", ["Write rosa.n@example.org", "ROSA.N@EXAMPLE.ORG", "x rosa.n (at) example.org", "rosa.n[at]example.org"]
)
def test_the_own_email_is_found(text):
    assert "email" in leaks([text], ROSA)


@pytest.mark.parametrize(
    "text",
    ["(956) 555-0123", "956-555-0123", "+1 956 555 0123", "9565550123", "956.555.0123", "call 1-956-555-0123 now"],
)
def test_the_own_phone_is_found_in_any_notation(text):
    assert leaks([text], ROSA) == {"phone"}


def test_a_hotline_of_others_may_stand_in_the_text():
    assert leaks(["Call (855) 440-1800 or write help@example.com"], ROSA) == set()


def test_every_text_is_looked_at():
    assert leaks(["fine", "also fine", "Rosa"], ROSA) == {"own_name"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("My A-number is A 123-456-789", "a_number"),
        ("A#123456789", "a_number"),
        ("SSN 123-45-6789", "ssn"),
        ("name@example.org", "email"),
        ("956 555 0123", "phone"),
        ("case no. 20-cv-1234", "case_number"),
        ("expediente 55-2018", "case_number"),
        ("We live at 114 Oak Tree Street", "street"),
        ("Calle Hidalgo 14", "street"),
        ("born 03/14/2009", "birth_date"),
        ("nació el 14 de marzo de 2009", "birth_date"),
        ("on March 14, 2009", "birth_date"),
    ],
)
def test_a_hint_names_what_looks_personal(text, kind):
    assert kind in {hint.kind for hint in hints(text, PrivateData())}


def test_an_ordinary_text_gives_no_hint():
    text = "In 2018 we waited nine days. There were 41 people and 3 blankets. Some say that is a lot; I do not know."
    assert hints(text, PrivateData()) == []


def test_a_hint_counts_and_shows_samples():
    (hint,) = hints("a@example.org, b@example.org, c@example.org, d@example.org", PrivateData())
    assert (hint.kind, hint.count, len(hint.samples)) == ("email", 4, 3)
    assert "4" in hint.summary


def test_the_own_name_is_a_hint_too():
    assert [hint.kind for hint in hints("Rosa and Rosa", ROSA)] == ["own_name"]


def test_short_and_ordinary_parts_of_a_name_are_no_name():
    assert name_words("Li de la O") == frozenset()
    assert name_words("José del Río") == {"jose", "rio"}


def test_patterns_stay_quick_on_a_hostile_text():
    hostile = "1 " + "A " * 20_000 + "9" * 20_000 + "a@" * 10_000
    assert isinstance(hints(hostile, ROSA), list)
    assert emails_in("x@" * 10_000) == frozenset()
    assert phones_in("956" * 6000) == frozenset()


@pytest.mark.parametrize(
    "piece",
    ["a", "a.", "case-", "case no no ", "case" + " " * 500, "1", "(", "+1", "1 Aa ", "Calle A ", "1 de ", "a@", "A1"],
)
def test_a_story_without_spaces_keeps_nobody_waiting(piece):
    text = (piece * 20_000)[:20_000]
    started = time.perf_counter()
    hints(text, ROSA)
    emails_in(text)
    assert time.perf_counter() - started < 2


class TestMarked:
    PRIVATE = PrivateData(names=frozenset({"jose", "strasse"}))

    def kinds(self, text: str) -> list[tuple[str, str]]:
        return [(part.text, part.kind) for part in marked(text, self.PRIVATE) if part.kind]

    @given(st.text("JOSÉe\u0301 ßİﬁ@.0123456789-A/", max_size=80) | st.text(max_size=60))
    def test_no_letter_is_lost(self, text):
        assert "".join(part.text for part in marked(text, self.PRIVATE)) == text

    @pytest.mark.parametrize(
        ("text", "found", "kind"),
        [
            ("a paper with A-098-765-432 on it", "A-098-765-432", "a_number"),
            ("my number 078-05-1120", "078-05-1120", "ssn"),
            ("call 956-555-0123 now", "956-555-0123", "phone"),
            ("write to x.q@example.org", "x.q@example.org", "email"),
            ("at 1420 Paisano Drive", "1420 Paisano Drive", "street"),
            ("born May 3, 2011", "May 3, 2011", "birth_date"),
            ("the case no. EP-18-00342", "case no. EP-18-00342", "case_number"),
            ("they called José", "José", "own_name"),
            ("they called Jose\u0301!", "Jose\u0301", "own_name"),
            ("ﬁ ﬁ JOSÉ", "JOSÉ", "own_name"),
            ("Die Straße", "Straße", "own_name"),
        ],
    )
    def test_each_kind_is_marked_where_it_stands(self, text, found, kind):
        marks = self.kinds(text)
        assert next(one for one in marks if one[1] == kind)[0].rstrip("\u0301") == found.rstrip("\u0301")

    def test_of_two_that_overlap_the_first_and_longest_is_marked(self):
        assert self.kinds("jose@example.org") == [("jose@example.org", "email")]

    def test_a_text_without_anything_personal_is_one_piece(self):
        assert marked("We waited.", self.PRIVATE) == [Part("We waited.")]
        assert marked("", self.PRIVATE) == []

    def test_each_kind_has_words(self):
        assert [part.label for part in marked("Call 956-555-0123", self.PRIVATE)] == ["", "phone number"]
