"""Whether a letter was printed: as its editor says, else as its writer says."""

from cms.letters.models import Letter


def note_printed(letter: Letter, *, printed: str, url: str = "") -> None:
    """Write down what is known now. Call it with the letter held."""
    letter.printed, letter.printed_url = printed, url if printed == Letter.Printed.YES else ""
    letter.save(update_fields=["printed", "printed_url", "updated_at"])
