"""The mail server of the world: it answers as it is told, and remembers what really arrived."""

from collections import Counter, defaultdict
from datetime import date, time, timedelta
from email import message_from_bytes, policy

from cms.core.clock import now
from cms.letters.models import Letter, Newspaper
from cms.outbox.message import Envelope
from cms.outbox.models import Reason, Status
from cms.outbox.transport import Answer

TAKEN = Answer(Status.SENT, code=250)
LATER = Answer(Status.DEFERRED, Reason.TEMPORARY, 451)
REFUSED = Answer(Status.FAILED, Reason.REFUSED, 554)
NO_MAILBOX = Answer(Status.BOUNCED, Reason.NO_MAILBOX, 550)
MORNING = (time(9), time(12))
SILENT = Answer(Status.UNKNOWN, Reason.NO_REPLY)


class WorkerDied(BaseException):
    """The process is gone at this line: nothing after it runs."""


class MailServer:
    """Takes the place of `cms.outbox.transport.send`; takes everything, but for one letter that `say` speaks of.

    `pressed` is the world's own record: {letter: the text whose writer pressed the button}; `repeated` counts the
    letters of which the desk has said that they did not arrive.
    """

    def __init__(self, pressed: dict[int, str], repeated: Counter[int]) -> None:
        self.pressed, self.repeated = pressed, repeated
        self.tried_on: defaultdict[int, set[date]] = defaultdict(set)
        self.arrived_on: dict[int, date] = {}
        self.arrived: Counter[int] = Counter()
        self.message_ids: defaultdict[int, set[str]] = defaultdict(set)
        self.say(TAKEN)

    def say(self, answer: Answer, *, has_arrived: bool | None = None, dies: bool = False) -> None:
        """How the next letter to a paper fares. With `dies` the worker ends before it hears the answer."""
        self._answer, self._dies = answer, dies
        self._has_arrived = answer is TAKEN if has_arrived is None else has_arrived

    def __call__(self, envelope: Envelope) -> Answer:
        if not envelope.sender.startswith("letters+"):
            return TAKEN  # to a writer
        letter = self._checked(envelope)
        self._check_hour_and_caps(letter)
        answer, dies = self._answer, self._dies
        self.arrived[letter.pk] += self._has_arrived
        self.say(TAKEN)
        if dies:
            raise WorkerDied
        return answer

    def _checked(self, envelope: Envelope) -> Letter:
        """The letter that is about to leave: confirmed, unchanged, welcome, and going to the right place."""
        token = envelope.sender.partition("+")[2].partition("-")[0]
        letter = Letter.objects.select_related("newspaper").get(mail_token=token)
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.message_ids[letter.pk].add(str(message["Message-ID"]))
        assert letter.pk in self.pressed, "nobody has confirmed it"
        assert self.pressed[letter.pk] in " ".join(message.get_content().split()), "other words than were confirmed"
        assert letter.newspaper.may_be_offered, "the paper does not take letters now"
        assert envelope.recipient == letter.mailbox, "it goes elsewhere"
        return letter

    def _check_hour_and_caps(self, letter: Letter) -> None:
        """The first try of a day is in the paper's morning, and fits into its day and week; a second may be later."""
        newspaper = letter.newspaper
        moment = now().astimezone(newspaper.zone)
        day = moment.date()
        if day not in self.tried_on[letter.pk]:
            is_last_day = newspaper.deadline_weekday == day.isoweekday() and newspaper.deadline_time
            ends = newspaper.deadline_time if is_last_day else MORNING[1]
            is_morning = day.isoweekday() <= 5 and MORNING[0] <= moment.time() <= ends
            assert newspaper.any_hour or is_morning, "at night, or on a weekend"
            self._check_caps(letter, newspaper, day)
        self.tried_on[letter.pk].add(day)
        if self._has_arrived:
            self.arrived_on[letter.pk] = day

    def _check_caps(self, letter: Letter, newspaper: Newspaper, day: date) -> None:
        others = Letter.objects.filter(newspaper=newspaper, pk__in=self.arrived_on).exclude(
            pk__in=[letter.pk, *self.repeated]
        )
        days = [self.arrived_on[pk] for pk in others.values_list("pk", flat=True)]
        monday = day - timedelta(days=day.weekday())
        assert days.count(day) < newspaper.cap_per_day, "more than the paper takes in a day"
        in_week = sum(monday <= one < monday + timedelta(days=7) for one in days)
        assert in_week < newspaper.cap_per_week, "more than the paper takes in a week"
