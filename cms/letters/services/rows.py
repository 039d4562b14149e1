"""Rows held for the length of one transaction, always in the same order: letter, then paper."""

from cms.letters.models import Letter, Newspaper


def lock_letter(letter_id: int) -> Letter:
    """The letter with its paper, held against other writers (a no-op on SQLite, where writers already queue)."""
    return Letter.objects.select_for_update(of=("self",)).select_related("newspaper").get(pk=letter_id)


def lock_paper(letter: Letter) -> Newspaper:
    """The letter's paper as it is now, held: its caps and its frequency rule are checked under this lock."""
    letter.newspaper = Newspaper.objects.select_for_update().get(pk=letter.newspaper_id)
    return letter.newspaper


def lock_same_words(letter_id: int) -> Letter:
    """The letter, held together with every other one of the same words: of two papers that want them for themselves,
    each asked by another row, only one may get them."""
    of_it = Letter.objects.filter(pk=letter_id).values("text_hash")
    list(Letter.objects.select_for_update().filter(text_hash__in=of_it).order_by("pk").values_list("pk"))
    return lock_letter(letter_id)
