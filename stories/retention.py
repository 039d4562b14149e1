"""The privacy clock: what is past its date is erased, and the persons with it. Counts and records without text stay."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from cms.core import clock
from cms.core.fields import left_sealed
from stories import periods
from stories.choices import OPEN_STATUSES, DecisionKind, Scope, Status
from stories.erasure import erase
from stories.hidden_words import empty_hidden, hidden_with_words
from stories.models import Consent, Contact, Draft, Media, SentForm, Submission

logger = logging.getLogger(__name__)
MOST_IN_ONE_RUN = 200
# More than this at once is not the passing of time but a clock that jumped or a wrong database.
PERCENT_AT_ONCE, ROWS_AT_ONCE = 5, 20
# Erasing runs each hour: what is this late has been stopped by something, such as the limit above.
LATE = timedelta(days=1)
# A photo's file is written before its row: a younger file may be about to get one.
FILE_MAY_WAIT = timedelta(hours=1)


@dataclass(frozen=True)
class Counts:
    """How many rows are due, or were erased. `failed` ones are tried again by the next run."""

    stories: int = 0
    contacts: int = 0
    photos: int = 0
    lost_files: int = 0
    drafts: int = 0
    hidden_versions: int = 0
    failed: int = 0

    @property
    def total(self) -> int:
        return sum(asdict(self).values()) - self.failed

    def __str__(self) -> str:
        return ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in asdict(self).items())


class TooManyAtOnce(Exception):
    """So much is due that the clock may be wrong. No story and no contact was erased."""

    def __init__(self, due: Counts) -> None:
        super().__init__(f"too many rows are due at once ({due})")
        self.due = due


def erase_expired(*, even_if_many: bool = False) -> Counts:
    """Erase what is due, at most 200 rows of each kind. Safe to run twice, at the same time, or to be stopped half-way.

    Drafts, unsent photos and the words of what is off the site go first, whatever else is due: the clock has no say
    in the last, and the tellers of the others were told that they are here for seven days.

    Raises:
        TooManyAtOnce: unless a person has looked at the clock and says `even_if_many`.
    """
    moment = clock.now()
    failures: list[str] = []
    drafts = _each(_pks(due_drafts(moment)), _erase_draft, failures)
    photos = _each(_pks(due_photos(moment)), _erase_photo, failures)
    hidden = _each(_pks(hidden_with_words()), empty_hidden, failures)
    due = what_is_due(moment)
    if not even_if_many and is_too_many(due):
        raise TooManyAtOnce(due)
    erased = Counts(
        stories=_each(_pks(due_stories(moment).order_by("expires_at", "pk")), _erase_story, failures),
        contacts=_each(_pks(due_contacts(moment)), _erase_contact, failures),
        photos=photos,
        lost_files=_each(lost_files(moment)[:MOST_IN_ONE_RUN], _erase_file, failures),
        drafts=drafts,
        hidden_versions=hidden,
        failed=len(failures),
    )
    SentForm.objects.filter(expires_on__lt=clock.today()).delete()
    if erased.total or failures:
        logger.info("stories: erased what was due: %s %s", erased, " ".join(sorted(set(failures))))
    return erased


def what_is_due(moment: datetime) -> Counts:
    return Counts(
        stories=due_stories(moment).count(),
        contacts=due_contacts(moment).count(),
        photos=due_photos(moment).count(),
        lost_files=len(lost_files(moment)),
        drafts=due_drafts(moment).count(),
        hidden_versions=hidden_with_words().count(),
    )


def nothing_is_late() -> bool:
    """For /readyz: False once the clock has stopped, because too much was due at once or because no worker runs."""
    long_ago = clock.now() - LATE
    kinds: tuple[Callable[[datetime], QuerySet[Any]], ...] = (due_stories, due_contacts, due_photos, due_drafts)
    return not any(due(long_ago).exists() for due in kinds)


def is_too_many(due: Counts) -> bool:
    """Whether so much is due that a person should look first.

    Unsent photos and drafts do not count: nobody waits for them, and a flood of them must not keep itself.
    """
    return (
        _is_large_part(due.stories, Submission.objects.count())
        or _is_large_part(due.contacts, Contact.objects.count())
        or _is_large_part(due.lost_files, Media.objects.count() + due.lost_files)
    )


def _is_large_part(number: int, total: int) -> bool:
    return number > max(ROWS_AT_ONCE, total * PERCENT_AT_ONCE // 100)


def due_stories(moment: datetime) -> QuerySet[Submission]:
    """Those past their date, and those once public whose permission ended long ago. Never one that may be shown."""
    may_be_shown = Consent.objects.filter(submission=OuterRef("pk"), scope=Scope.PUBLISH_TEXT).not_ended_by(
        moment - periods.UNPUBLISHED
    )
    is_past_its_date = ~Q(status=Status.PUBLISHED) & Q(expires_at__lte=moment)
    return Submission.objects.filter(is_past_its_date | Q(~Exists(may_be_shown), status=Status.PUBLISHED))


def due_contacts(moment: datetime) -> QuerySet[Contact]:
    """Ways to reach somebody that nobody used for a while; before the first use, the decision counts.

    An open story keeps its contact until it is decided, so that its storyteller can be told.
    """
    long_ago = moment - periods.CONTACT
    was_decided = ~Q(submission__status__in=OPEN_STATUSES) & Q(submission__changed_at__lte=long_ago)
    unused = Q(last_contact_at__lte=long_ago) | (Q(last_contact_at=None) & was_decided)
    return Contact.objects.filter(unused).exclude(email="", phone="", safe_times="")


def due_photos(moment: datetime) -> QuerySet[Media]:
    """Photos of forms that were never sent."""
    return Media.objects.filter(submission=None, created_at__lte=moment - periods.UNSENT_PHOTO)


def due_drafts(moment: datetime) -> QuerySet[Draft]:
    """Stories that were put aside and not taken up again."""
    return Draft.objects.filter(expires_at__lte=moment)


def lost_files(moment: datetime) -> list[str]:
    """Photo files without a row: a process died between the two, or a storage did not answer."""
    storage = storages["private"]
    try:
        names = {f"{Media.FOLDER}/{name}" for name in storage.listdir(Media.FOLDER)[1]}
    except FileNotFoundError:
        return []
    lost = names - set(Media.objects.values_list("file_name", flat=True))
    return sorted(name for name in lost if storage.get_modified_time(name) < moment - FILE_MAY_WAIT)


def _pks(rows: QuerySet[Any]) -> list[Any]:
    return list(rows.values_list("pk", flat=True)[:MOST_IN_ONE_RUN])


def _each(keys: Iterable[Any], erase_one: Callable[[Any], bool], failures: list[str]) -> int:
    """Erase one after the other; one that fails stops none of the others. Returns how many were erased."""
    done = 0
    for key in keys:
        try:
            done += erase_one(key)
        except Exception as error:  # a storage and a database have many; the row stays due
            failures.append(type(error).__name__)
    return done


@left_sealed()
@transaction.atomic
def _erase_story(pk: Any) -> bool:
    """Under the lock it may turn out that somebody published or erased it in the meantime."""
    submission = due_stories(clock.now()).filter(pk=pk).select_for_update().first()
    if submission is None:
        return False
    erase(submission=submission, because=DecisionKind.EXPIRED)
    return True


def _erase_contact(pk: Any) -> bool:
    """The name stays with the story: it keeps itself out of the public text."""
    return bool(due_contacts(clock.now()).filter(pk=pk).update(email="", phone="", safe_times=""))


def _erase_photo(pk: Any) -> bool:
    """File first: a row without a file is found again, a file without a row hardly."""
    media = due_photos(clock.now()).filter(pk=pk).first()
    if media is None:
        return False
    storages["private"].delete(media.file_name)
    media.delete()
    return True


def _erase_draft(pk: Any) -> bool:
    """Its photos are photos of a form that was never sent, and as old: they go in the same run or the next."""
    return bool(due_drafts(clock.now()).filter(pk=pk).delete()[0])


def _erase_file(name: str) -> bool:
    storages["private"].delete(name)
    return True
