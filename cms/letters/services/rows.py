"""Rows held for the length of one transaction, always in the same order: letter, then paper."""

from cms.letters.models import Letter, Newspaper


def lock_letter(letter_id: int) -> Letter:
    """The letter with its paper, held against other writers (a no-op on SQLite, where writers already queue)."""
    return Letter.objects.select_for_update(of=("self",)).select_related("newspaper").get(pk=letter_id)


def lock_paper(letter: Letter) -> Newspaper:
    """The letter's paper as it is now, held: its caps and its frequency rule are checked under this lock."""
    letter.newspaper = Newspaper.objects.select_for_update().get(pk=letter.newspaper_id)
    return letter.newspaper
