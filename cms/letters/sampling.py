"""Which letters of an action the desk reads when it reads only some of them."""

from cms.core.clock import now
from cms.core.crypto import keyed_hash
from cms.letters.models import Letter


def is_in_sample(letter: Letter, *, one_in: int) -> bool:
    """Whether this is one of about `one_in` letters.

    Drawn per mailbox, paper and month with this site's key: nobody outside can foretell it, and clicking again,
    changing a word or beginning anew does not change it.
    """
    drawn = keyed_hash(f"{letter.writer_hash}|{letter.newspaper_id}|{now():%Y-%m}", purpose="letters.sample")
    return int(drawn, 16) % one_in == 0
