"""Whatever happens in whatever order: no letter leaves unconfirmed, none twice, none past a cap."""

from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.letters import services
from cms.letters.care import care_for_letters
from cms.letters.models import Confirmation, ConfirmationRequest, Delivery, Letter, Newspaper, Status
from cms.letters.problems import LetterProblem
from cms.outbox.delivery import deliver_one, release_expired, tell_owners
from cms.outbox.models import OutgoingEmail
from tests.factories.letters import draft, paper
from tests.factories.site import person

WRITERS = 4
ACTIONS = (
    "write", "ask", "ask_held", "confirm", "confirm_old", "forge", "cancel", "again", "approve", "return",
    "send", "crash", "refuse", "bounce", "desk_arrived", "desk_again", "paper_off", "paper_on", "care", "wait",
    "wait_long", "to_form", "agree", "self_sent",
)  # fmt: skip
steps = st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, WRITERS - 1)), min_size=5, max_size=60)


class World:
    """Four writers, two papers, one desk; remembers what really happened."""

    def __init__(self, traveller: Any) -> None:
        self.traveller = traveller
        self.papers = [paper(name="One"), paper(name="Two", any_hour=True, cap_per_day=2)]
        self.form = paper(name="Form", channel="form", letters_url="https://form.example/letters")
        self.desk = person("Letters desk")
        self.letters: dict[int, int] = {}
        self.pressed: set[int] = set()
        self.left: Counter[int] = Counter()
        self.desk_repeated: Counter[int] = Counter()

    def do(self, action: str, writer: int) -> None:
        """One step; a service that says no is a fine answer."""
        if action in ("paper_off", "paper_on"):
            Newspaper.objects.filter(pk=self.papers[writer % 2].pk).update(is_active=action == "paper_on")
        elif action in ("wait", "wait_long"):
            self.traveller.shift(timedelta(hours=7) if action == "wait" else timedelta(days=8))
        elif action == "care":
            care_for_letters()
        elif action == "write":
            self._write(writer)
        elif writer in self.letters and (letter := Letter.objects.filter(pk=self.letters[writer]).first()):
            with suppress(LetterProblem):
                getattr(self, f"_{action}")(letter, writer)

    def _write(self, writer: int) -> None:
        with suppress(LetterProblem):
            email, name = f"writer{writer}@example.org", f"Writer Number{writer}"
            self.letters[writer] = draft(self.papers[writer % 2], email=email, full_name=name).pk

    def _ask(self, letter: Letter, writer: int) -> None:
        services.ask_writer(letter_id=letter.pk, statement="I wrote this.")

    def _ask_held(self, letter: Letter, writer: int) -> None:
        services.ask_writer(letter_id=letter.pk, statement="I wrote this.", needs_review=True)

    def _confirm(self, letter: Letter, writer: int) -> None:
        self._press(letter, ConfirmationRequest.objects.filter(letter=letter).order_by("-pk").first())

    def _confirm_old(self, letter: Letter, writer: int) -> None:
        self._press(letter, ConfirmationRequest.objects.filter(letter=letter).order_by("pk").first())

    def _press(self, letter: Letter, request: ConfirmationRequest | None) -> None:
        if request is not None:
            services.confirm_letter(token=request.token)
            self.pressed.add(letter.pk)

    def _forge(self, letter: Letter, writer: int) -> None:
        services.confirm_letter(token=letter.token)

    def _cancel(self, letter: Letter, writer: int) -> None:
        services.cancel_letter(letter_id=letter.pk)

    def _again(self, letter: Letter, writer: int) -> None:
        again = services.write_again(letter_id=letter.pk, submission_key=f"again-{letter.pk}")
        self.letters[writer] = again.pk

    def _approve(self, letter: Letter, writer: int) -> None:
        services.approve_letter(letter_id=letter.pk, user_id=self.desk.pk)

    def _to_form(self, letter: Letter, writer: int) -> None:
        services.change_paper(letter_id=letter.pk, newspaper_id=self.form.pk)

    def _agree(self, letter: Letter, writer: int) -> None:
        services.agree_by_hand(letter_id=letter.pk, statement="I wrote this.")

    def _self_sent(self, letter: Letter, writer: int) -> None:
        services.note_self_sent(letter_id=letter.pk)

    def _return(self, letter: Letter, writer: int) -> None:
        services.return_letter(letter_id=letter.pk, user_id=self.desk.pk, note="Please explain.")
        self.pressed.discard(letter.pk)

    def _email(self, letter: Letter) -> OutgoingEmail | None:
        delivery = Delivery.objects.filter(confirmation__letter=letter).select_related("email").first()
        return delivery.email if delivery else None

    def _send(self, letter: Letter, writer: int) -> None:
        email = self._email(letter)
        row = deliver_one(email.pk) if email else None
        self.left[letter.pk] += row is not None and row.status == "sent"

    def _crash(self, letter: Letter, writer: int) -> None:
        """The worker dies after the server took the message and before the row says so."""
        email = self._email(letter)
        if email and OutgoingEmail.objects.due(datetime.now(UTC)).filter(pk=email.pk).exists():
            OutgoingEmail.objects.filter(pk=email.pk).update(status="sending", lease_until=datetime.now(UTC))
            delivery = Delivery.objects.get(email=email)
            self.left[letter.pk] += services.begin_sending(delivery_id=delivery.pk) is not None
            self.traveller.shift(timedelta(hours=1))
            release_expired()

    def _refuse(self, letter: Letter, writer: int) -> None:
        email = self._email(letter)
        if email and email.status in ("queued", "deferred"):
            OutgoingEmail.objects.filter(pk=email.pk).update(status="failed", is_untold=True)
            tell_owners()

    def _bounce(self, letter: Letter, writer: int) -> None:
        email = self._email(letter)
        if email and email.status == "sent":
            OutgoingEmail.objects.filter(pk=email.pk).update(status="bounced", is_untold=True)
            tell_owners()

    def _desk_arrived(self, letter: Letter, writer: int) -> None:
        services.mark_arrived(letter_id=letter.pk)

    def _desk_again(self, letter: Letter, writer: int) -> None:
        services.send_letter_again(letter_id=letter.pk)
        self.desk_repeated[letter.pk] += 1

    def check(self) -> None:
        confirmed = set(Confirmation.objects.values_list("letter_id", flat=True))
        assert confirmed == self.pressed & set(Letter.objects.values_list("pk", flat=True))
        delivered = set(Delivery.objects.values_list("confirmation__letter_id", flat=True))
        assert delivered <= self.pressed
        outgoing = OutgoingEmail.objects.filter(kind="letters.delivery").values_list("reference", flat=True)
        assert {int(pk) for pk in outgoing} == set(Delivery.objects.values_list("pk", flat=True))
        for letter_id, times in self.left.items():
            assert letter_id in self.pressed or not times
            assert times <= 1 + self.desk_repeated[letter_id]
        assert not Delivery.objects.filter(newspaper=self.form).exists()
        assert not Letter.objects.filter(status=Status.SELF_SENT).exclude(newspaper=self.form).exists()
        self._check_caps()

    def _check_caps(self) -> None:
        for newspaper in self.papers:
            days = Counter(
                Delivery.objects.taking_slots(newspaper, since=datetime(2026, 1, 1).date()).values_list(
                    "slot_day", flat=True
                )
            )
            weeks: Counter[Any] = Counter()
            for day, letters in days.items():
                assert letters <= newspaper.cap_per_day
                weeks[day.isocalendar()[:2]] += letters
            assert all(letters <= newspaper.cap_per_week for letters in weeks.values())


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_no_order_of_events_lets_an_unconfirmed_letter_leave(steps):
    with transaction.atomic(), time_machine.travel(datetime(2026, 3, 3, 15, tzinfo=UTC), tick=False) as traveller:
        world = World(traveller)
        for action, writer in steps:
            world.do(action, writer)
            world.check()
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_world_of_the_test_above_does_send_letters():
    """Or the test would prove nothing."""
    with time_machine.travel(datetime(2026, 3, 3, 15, tzinfo=UTC), tick=False) as traveller:
        world = World(traveller)
        for action in ("write", "ask", "confirm", "send", "bounce"):
            world.do(action, 0)
            world.check()
        assert world.left[world.letters[0]] == 1
        assert Letter.objects.get(pk=world.letters[0]).status == Status.BOUNCED
        for action in ("write", "ask_held", "confirm", "approve", "crash", "desk_again", "send"):
            world.do(action, 1)
            world.check()
        assert world.left[world.letters[1]] == 2
