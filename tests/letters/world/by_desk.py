"""What the letters desk does."""

from contextlib import suppress

from cms.letters import services
from cms.letters.models import LEFT, Delivery, Letter, Newspaper, PaperAnswer, Status
from cms.letters.problems import LetterProblem
from cms.outbox.models import OutgoingEmail
from tests.letters.world.acts import anywhere, on_letter
from tests.letters.world.place import World


@on_letter(Status.IN_REVIEW)
def approve(world: World, letter: Letter) -> None:
    services.claim_letter(letter_id=letter.pk, user_id=world.desk.pk)
    services.approve_letter(letter_id=letter.pk, user_id=world.desk.pk)


@on_letter(Status.IN_REVIEW)
def send_back(world: World, letter: Letter) -> None:
    services.claim_letter(letter_id=letter.pk, user_id=world.desk.pk)
    services.return_letter(letter_id=letter.pk, user_id=world.desk.pk, note="Please explain.")
    del world.pressed[letter.pk]
    assert OutgoingEmail.objects.filter(kind="letters.returned", reference=str(letter.pk)).exists()


@on_letter(Status.UNKNOWN)
def desk_says_arrived(world: World, letter: Letter) -> None:
    services.mark_arrived(letter_id=letter.pk)


@on_letter(Status.UNKNOWN)
def desk_repeats(world: World, letter: Letter) -> None:
    services.send_letter_again(letter_id=letter.pk)
    world.repeated_by_desk[letter.pk] += 1


@on_letter(Status.UNKNOWN)
def desk_gives_up(world: World, letter: Letter) -> None:
    services.give_up(letter_id=letter.pk)


@anywhere
def turn_off(world: World, number: int) -> None:
    Newspaper.objects.filter(pk=world.paper_of(number).pk).update(is_active=False)


@anywhere
def turn_on(world: World, number: int) -> None:
    Newspaper.objects.filter(pk=world.paper_of(number).pk).update(is_active=True)


@anywhere
def read_rules(world: World, number: int) -> None:
    newspaper = world.paper_of(number)
    services.verify_paper(newspaper_id=newspaper.pk, user_id=world.desk.pk, on=newspaper.verified_on)


@anywhere
def change_caps(world: World, number: int) -> None:
    caps = {"cap_per_day": 1 + number % 3, "cap_per_week": 1 + number}
    Newspaper.objects.filter(pk=world.paper_of(number // 2).pk).update(**caps)


@anywhere
def merge(world: World, number: int) -> None:
    """The two rows for one paper become one."""
    if len(world.papers) < 3:
        return
    _one, stays, goes = world.papers
    has_waiting = Delivery.objects.filter(newspaper=goes, ended_at=None).exists()
    with suppress(LetterProblem):
        services.merge_papers(stays_id=stays.pk, goes_id=goes.pk, values={})
        world.papers.pop()
        for waiting in Delivery.objects.filter(newspaper=stays, ended_at=None).select_related("newspaper"):
            if has_waiting:
                world.check_caps(waiting)


@on_letter(*LEFT, Status.QUEUED)
def use_named_mailbox(world: World, _letter: Letter) -> None:
    _settle(world, use_mailbox=True)


@anywhere
def mend_address(world: World, _number: int) -> None:
    _settle(world, use_mailbox=False)


def _settle(world: World, *, use_mailbox: bool) -> None:
    if answer := PaperAnswer.objects.to_do().first():
        services.settle_address(answer_id=answer.pk, user_id=world.desk.pk, use_mailbox=use_mailbox)


@on_letter(*LEFT)
def desk_undoes_answer(world: World, letter: Letter) -> None:
    if answer := letter.answers.standing().first():
        services.take_back_answer(answer_id=answer.pk, user_id=world.desk.pk)
