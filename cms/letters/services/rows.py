"""Rows held for the length of one transaction, always in the same order: letter, then paper."""

from django.db.models import Q

from cms.letters.models import Letter, Newspaper


def lock_letter(letter_id: int) -> Letter:
    """The letter with its paper, held against other writers (a no-op on SQLite, where writers already queue)."""
    return Letter.objects.select_for_update(of=("self",)).select_related("newspaper").get(pk=letter_id)


def lock_paper(letter: Letter) -> Newspaper:
    """The letter's paper as it is now, held: its caps and its frequency rule are checked under this lock."""
    letter.newspaper = Newspaper.objects.select_for_update().get(pk=letter.newspaper_id)
    return letter.newspaper


def lock_same_words(letter_id: int, *, text_hash: str) -> Letter:
    """The letter, held together with every other one of the same words: of two papers that want them for themselves,
    each asked by another row, only one may get them."""
    same = Letter.objects.filter(Q(pk=letter_id) | Q(text_hash=text_hash)).order_by("pk")
    held = same.select_for_update(of=("self",)).select_related("newspaper")
    return next(letter for letter in held if letter.pk == letter_id)
