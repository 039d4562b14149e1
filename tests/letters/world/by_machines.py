"""What workers do that die or wake up late, and what the clock brings."""

from unittest import mock

from cms.core.clock import now
from cms.letters.models import Letter, Status
from cms.letters.services import departing
from cms.outbox import delivery as outbox
from cms.outbox.attempt import attempt
from cms.outbox.retention import erase_old_recipients
from cms.outbox.sweep import sweep_once
from tests.letters.world import mail
from tests.letters.world.acts import anywhere, on_letter
from tests.letters.world.by_papers import send
from tests.letters.world.mail import WorkerDied
from tests.letters.world.place import World


@on_letter(Status.QUEUED, Status.DEFERRED)
def worker_dies_before_it_arrived(world: World, letter: Letter) -> None:
    world.mail.say(mail.LATER, dies=True)
    send(world, letter)


@on_letter(Status.QUEUED, Status.DEFERRED)
def worker_dies_after_it_arrived(world: World, letter: Letter) -> None:
    world.mail.say(mail.TAKEN, dies=True)
    send(world, letter)


@on_letter(Status.QUEUED, Status.DEFERRED)
def worker_dies_at_the_start(world: World, letter: Letter) -> None:
    if email := world.email_of(letter):
        outbox._claim(email.pk)


@on_letter(Status.QUEUED, Status.DEFERRED)
def worker_dies_while_it_gives_a_later_time(world: World, letter: Letter) -> None:
    """A worker that comes at midnight, and what it has written by then."""
    if email := world.email_of(letter):
        world.traveller.move_to(max(email.not_before, now()), tick=False)
        world.wait(hours=15)
        with mock.patch.object(departing, "_book", side_effect=WorkerDied):
            outbox.deliver_one(email.pk)


@on_letter(Status.QUEUED, Status.DEFERRED)
def two_workers_at_once(world: World, letter: Letter) -> None:
    """The second worker wakes up while the first still holds the letter, and when it is over."""
    if email := world.email_of(letter):
        claimed = outbox._claim(email.pk)
        outbox.deliver_one(email.pk)
        if claimed and (answer := attempt(claimed)):
            outbox._record(claimed, answer)
        outbox.deliver_one(email.pk)


@anywhere
def sweep(world: World, _number: int) -> None:
    sweep_once()


@anywhere
def care(world: World, _number: int) -> None:
    world.care()
    erase_old_recipients()


@anywhere
def hours_pass(world: World, _number: int) -> None:
    world.wait(hours=7)


@anywhere
def workers_are_away_for_days(world: World, number: int) -> None:
    """They come back at some hour of some day, and find all that has become due."""
    world.wait(days=number + 1, hours=11 * number)
    sweep_once()


@anywhere
def a_week_passes(world: World, _number: int) -> None:
    world.wait(days=8)


@anywhere
def a_month_passes(world: World, _number: int) -> None:
    world.wait(days=29)


@anywhere
def the_clock_is_set_back(world: World, _number: int) -> None:
    world.wait(hours=-2)
