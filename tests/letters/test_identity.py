"""Same person, same text: what the keyed hashes take for equal, and what they hide."""

import pytest

from cms.letters import identity


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jane@Example.org", "jane@example.org"),
        ("jane+letters@example.org", "jane@example.org"),
        ("ja.ne@gmail.com", "jane@gmail.com"),
        ("jane@googlemail.com", "jane@gmail.com"),
    ],
)
def test_spellings_of_one_mailbox_are_one_writer(one, other):
    assert identity.writer_hash(one) == identity.writer_hash(other)


def test_dots_count_where_the_provider_says_so():
    assert identity.writer_hash("ja.ne@example.org") != identity.writer_hash("jane@example.org")


def test_a_name_is_the_same_person_with_and_without_accents():
    assert identity.person_hash("José  Núñez", "78501") == identity.person_hash("jose nunez", "78501")
    assert identity.person_hash("José Núñez", "78501") != identity.person_hash("José Núñez", "78539")


def test_a_text_is_the_same_with_other_spaces_and_capitals():
    assert identity.text_hash("End this. Now!") == identity.text_hash("end  this\nNOW")


def test_hashes_show_nothing_and_differ_by_purpose():
    assert "jane" not in identity.writer_hash("jane@example.org")
    assert identity.token_hash("same") != identity.text_hash("same")


def test_a_mail_token_fits_a_mailbox_name():
    token = identity.new_mail_token()
    assert token == token.lower()
    assert token.isalnum()
    assert len(token) == 20
