"""A form is sent once. That holds also when the story that came of it is erased."""

from cms.core import clock
from cms.core.crypto import keyed_hash
from stories import periods
from stories.models import SentForm


class AlreadySent(Exception):
    """This form was sent before, with these words or others. None of them may be shown or taken again."""


def form_hash(form_key: str) -> str:
    """What we know a form by; it matches nothing that is kept about its story."""
    return keyed_hash(form_key, purpose="stories.form")


def was_sent(form_key: str) -> bool:
    return SentForm.objects.filter(pk=form_hash(form_key)).exists()


def note_sent(form_key: str) -> None:
    """Raises IntegrityError where another click was faster."""
    last_day = clock.today() + periods.SENT_FORM
    SentForm(form_hash=form_hash(form_key), expires_on=last_day).save(force_insert=True)


def hold_unsent(form_key: str) -> None:
    """Until this transaction ends, whoever saves or sends the same form waits. Raises IntegrityError once it was sent.

    A row of a moment: its key can be written only once, by any database.
    """
    note_sent(form_key)
    SentForm.objects.filter(pk=form_hash(form_key)).delete()
