"""What papers do: how their mail servers answer, and their editors."""

from contextlib import suppress

from cms.core.clock import now
from cms.letters import services
from cms.letters.links import editor_token
from cms.letters.models import LEFT, Letter, PaperAnswer, Status
from cms.outbox import delivery as outbox
from cms.outbox.models import Reason
from cms.outbox.services import TooLate, record_bounce
from tests.letters.world import mail
from tests.letters.world.acts import ACTS, anywhere, on_letter
from tests.letters.world.place import World

Kind = PaperAnswer.Kind
NATURAL = {
    Status.DRAFT: "ask", Status.AWAITING_CONFIRMATION: "confirm", Status.IN_REVIEW: "approve",
    Status.QUEUED: "send", Status.DEFERRED: "send", Status.UNKNOWN: "desk_repeats",
    Status.ACCEPTED: "editor_prints", Status.BOUNCED: "write_again", Status.FAILED: "write_again",
}  # fmt: skip


@anywhere
def go_on(world: World, writer: int) -> None:
    """The next step of a letter that meets no trouble, or a new letter."""
    letter = world.letter_of(writer)
    ACTS[NATURAL.get(Status(letter.status), "write") if letter else "write"](world, writer)


# Sending


@on_letter(Status.QUEUED)
def send(world: World, letter: Letter) -> None:
    """A worker tries, at the letter's time."""
    email = world.email_of(letter)
    if email is None:
        return
    if email.status in ("queued", "deferred"):
        world.traveller.move_to(max(email.not_before, now()), tick=False)
    outbox.deliver_one(email.pk)


@on_letter(Status.QUEUED, Status.DEFERRED)
def server_says_later(world: World, letter: Letter) -> None:
    world.mail.say(mail.LATER)
    send(world, letter)


@on_letter(Status.QUEUED, Status.DEFERRED)
def server_refuses(world: World, letter: Letter) -> None:
    world.mail.say(mail.REFUSED)
    send(world, letter)


@on_letter(Status.QUEUED, Status.DEFERRED)
def server_knows_no_mailbox(world: World, letter: Letter) -> None:
    world.mail.say(mail.NO_MAILBOX)
    send(world, letter)


@on_letter(Status.QUEUED, Status.DEFERRED)
def server_takes_it_and_falls_silent(world: World, letter: Letter) -> None:
    world.mail.say(mail.SILENT, has_arrived=True)
    send(world, letter)


@on_letter(Status.QUEUED, Status.DEFERRED)
def line_breaks_before_the_end(world: World, letter: Letter) -> None:
    world.mail.say(mail.SILENT)
    send(world, letter)


# What comes back


@on_letter(Status.ACCEPTED, Status.UNKNOWN)
def bounce(world: World, letter: Letter) -> None:
    _come_back(world, letter, Reason.NO_MAILBOX)


@on_letter(Status.ACCEPTED)
def bounce_softly(world: World, letter: Letter) -> None:
    _come_back(world, letter, Reason.REFUSED)


@on_letter(Status.ACCEPTED)
def complain(world: World, letter: Letter) -> None:
    _come_back(world, letter, Reason.COMPLAINT)


def _come_back(world: World, letter: Letter, reason: Reason) -> None:
    email = world.email_of(letter)
    if email is None:
        return
    with suppress(TooLate):
        record_bounce(pk=email.pk, reason=reason)
        if letter.erased_at:
            world.came_back_erased.add(letter.pk)
        outbox.tell_owners()


@on_letter(*LEFT)
def editor_prints(world: World, letter: Letter) -> None:
    _answer(letter, Kind.PRINTED, url="https://two.example/letters/1")


@on_letter(*LEFT)
def editor_does_not_print(world: World, letter: Letter) -> None:
    _answer(letter, Kind.NOT_FOR_US)


@on_letter(*LEFT)
def editor_names_another_mailbox(world: World, letter: Letter) -> None:
    _answer(letter, Kind.WRONG_ADDRESS, mailbox="opinion@other.example")


@on_letter(*LEFT)
def editor_wants_fewer(world: World, letter: Letter) -> None:
    _answer(letter, Kind.FEWER)


@on_letter(*LEFT)
def editor_wants_none(world: World, letter: Letter) -> None:
    _answer(letter, Kind.NONE)


def _answer(letter: Letter, kind: Kind, **values: str) -> None:
    services.answer_as_editor(token=editor_token(letter), kind=kind, **values)


@on_letter(*LEFT)
def editor_thinks_again(world: World, letter: Letter) -> None:
    for kind in Kind:
        services.take_back_as_editor(token=editor_token(letter), kind=kind)
