"""Who lives in the world, and what must be true of it after every step and at the end of all."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db.models import F

from cms.core.clock import now
from cms.letters import services
from cms.letters.care import care_for_letters
from cms.letters.models import ENDED, Confirmation, Delivery, Letter, Newspaper, Status
from cms.letters.problems import LetterProblem
from cms.letters.standing import standing
from cms.letters.waiting import GIVEN_BACK_AFTER
from cms.outbox.models import OutgoingEmail
from cms.outbox.retention import erase_old_recipients
from cms.outbox.sweep import sweep_once
from tests.factories.letters import paper
from tests.factories.site import person
from tests.letters.world.mail import MORNING, TAKEN, MailServer

WRITERS = 4
# Tuesday, nine in the morning of the papers.
BEGINNING = datetime(2026, 3, 3, 15, tzinfo=UTC)
WEDNESDAY, DEADLINE = 3, time(10)
TOLD_BY = {
    Status.ACCEPTED: "letters.accepted", Status.FAILED: "letters.failed", Status.BOUNCED: "letters.failed",
}  # fmt: skip


class World:
    """Four writers, four papers (two of them rows for the same one), one desk, one mail server."""

    def __init__(self, traveller: Any) -> None:
        self.traveller = traveller
        shared = {"letters_email": "letters@two.example", "cap_per_day": 2, "cap_per_week": 4, "any_hour": True}
        strict = {"deadline_weekday": WEDNESDAY, "deadline_time": DEADLINE}
        self.papers = [paper(name="One", **strict), paper(name="Two", **shared), paper(name="Twin", **shared)]
        self.form = paper(name="Form", channel="form", letters_url="https://form.example/letters")
        self.desk = person("Letters desk")
        self.letters: dict[int, int] = {}
        self.pressed: dict[int, str] = {}
        self.repeated_by_desk: Counter[int] = Counter()
        self.came_back_erased: set[int] = set()
        self.mail = MailServer(self.pressed, self.repeated_by_desk)
        self._checked_slots: dict[int, datetime] = {}

    def paper_of(self, number: int) -> Newspaper:
        return Newspaper.objects.get(pk=self.papers[number % len(self.papers)].pk)

    def letter_of(self, writer: int) -> Letter | None:
        return Letter.objects.select_related("newspaper").filter(pk=self.letters.get(writer)).first()

    def email_of(self, letter: Letter) -> OutgoingEmail | None:
        delivery = Delivery.objects.filter(confirmation__letter=letter).select_related("email").first()
        return delivery.email if delivery else None

    def wait(self, **duration: float) -> None:
        self.traveller.shift(timedelta(**duration))

    def care(self) -> None:
        """The clock's task. What nobody at the desk has read for 21 days is a draft again, and its writer is told."""
        waiting = Letter.objects.for_desk().filter(confirmation__confirmed_at__lte=now() - GIVEN_BACK_AFTER)
        unread = [letter.pk for letter in waiting if not letter.is_claimed(now())]
        care_for_letters()
        for letter_id in unread:
            del self.pressed[letter_id]
            assert Letter.objects.get(pk=letter_id).status == Status.DRAFT
            assert OutgoingEmail.objects.filter(kind="letters.returned", reference=str(letter_id)).exists()

    # After every step

    def check(self) -> None:
        confirmed = set(Confirmation.objects.values_list("letter_id", flat=True))
        assert confirmed == self.pressed.keys() & set(Letter.objects.values_list("pk", flat=True))
        outgoing = OutgoingEmail.objects.filter(kind="letters.delivery").values_list("reference", flat=True)
        assert {int(pk) for pk in outgoing} == set(Delivery.objects.values_list("pk", flat=True))
        for letter_id, times in self.mail.arrived.items():
            assert times <= 1 + self.repeated_by_desk[letter_id], "twice to a paper"
            assert len(self.mail.message_ids[letter_id]) == 1
        assert not Delivery.objects.filter(newspaper=self.form).exists()
        assert not Letter.objects.filter(status=Status.SELF_SENT).exclude(newspaper=self.form).exists()
        self._check_new_slots()

    def _check_new_slots(self) -> None:
        """Caps may be lowered later, by an editor's "fewer": a slot must keep those of the moment it is given."""
        deliveries = Delivery.objects.filter(is_cancelled=False).annotate(state=F("confirmation__letter__status"))
        for delivery in deliveries.select_related("newspaper").order_by("pk"):
            is_old = self._checked_slots.get(delivery.pk) == delivery.slot_at
            self._checked_slots[delivery.pk] = delivery.slot_at
            if is_old or delivery.state != Status.QUEUED:
                continue
            assert delivery.slot_at >= now(), "in the past"
            self._check_hour(delivery)
            self.check_caps(delivery)

    def _check_hour(self, delivery: Delivery) -> None:
        newspaper = delivery.newspaper
        slot = delivery.slot_at.astimezone(newspaper.zone)
        assert slot.date() == delivery.slot_day
        if newspaper.any_hour:
            return
        is_last_day = newspaper.deadline_weekday == slot.isoweekday()
        assert slot.isoweekday() <= 5
        assert MORNING[0] <= slot.time() <= (newspaper.deadline_time if is_last_day else MORNING[1])

    def check_caps(self, delivery: Delivery) -> None:
        newspaper, day = delivery.newspaper, delivery.slot_day
        monday = day - timedelta(days=day.weekday())
        in_week = Delivery.objects.taking_slots(newspaper, since=monday).filter(slot_day__lt=monday + timedelta(days=7))
        assert in_week.count() <= newspaper.cap_per_week
        assert in_week.filter(slot_day=day).count() <= newspaper.cap_per_day

    # At the end of all

    def run_to_the_end(self) -> None:
        """Half a year in which the clock's tasks run and the desk answers all that waits for it."""
        self.mail.say(TAKEN)
        for _ in range(7):
            self._desk_answers()
            self._send_what_waits()
            self.care()
            erase_old_recipients()
            self.check()
            self.wait(days=27)

    def _send_what_waits(self) -> None:
        """Sweeps, each at the time of the next letter: what is found outside its paper's hours gets another time."""
        sweep_once()
        while waiting := OutgoingEmail.objects.waiting().order_by("not_before").first():
            self.traveller.move_to(max(waiting.not_before, now()), tick=False)
            sweep_once()
            self.check()

    def _desk_answers(self) -> None:
        for letter in Letter.objects.filter(status=Status.UNKNOWN):
            services.mark_arrived(letter_id=letter.pk)
        for letter in Letter.objects.filter(status=Status.IN_REVIEW):
            services.claim_letter(letter_id=letter.pk, user_id=self.desk.pk)
            try:
                services.approve_letter(letter_id=letter.pk, user_id=self.desk.pk)
            except LetterProblem:
                services.return_letter(letter_id=letter.pk, user_id=self.desk.pk, note="Its mailbag is full.")
                del self.pressed[letter.pk]

    def check_the_end(self) -> None:
        """Every letter has an end, its writer can know it, and nothing of theirs is left."""
        for letter in Letter.objects.select_related("newspaper"):
            assert letter.status in ENDED
            assert standing(letter).title
            told_by = TOLD_BY.get(Status(letter.status))
            if told_by and letter.pk not in self.came_back_erased:
                told = OutgoingEmail.objects.filter(kind=told_by, reference=str(letter.pk))
                assert told.exists(), f"nobody told the writer that it is {letter.status}"
            assert letter.erased_at
            assert letter.text == letter.email == ""
        assert not OutgoingEmail.objects.filter(status__in=["queued", "deferred", "sending"]).exists()
