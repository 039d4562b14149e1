"""What may happen in the world: functions under `@on_letter` or `@anywhere`, in the modules `by_…` beside this one."""

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress

from cms.letters.models import Letter, Status
from cms.letters.problems import LetterProblem
from tests.letters.world.mail import WorkerDied
from tests.letters.world.place import World

Act = Callable[[World, int], None]
ACTS: dict[str, Act] = {}
# Acts that change something about a letter in this state, to be tried more often than by pure chance.
FITTING: defaultdict[str, list[str]] = defaultdict(list)


def anywhere(act: Act) -> Act:
    """Happens whether or not the writer with this number has a letter; the number may choose a paper instead."""

    def happen(world: World, number: int) -> None:
        with suppress(WorkerDied):
            act(world, number)

    ACTS[act.__name__] = happen
    return act


def on_letter(*states: Status) -> Callable[[Callable[[World, Letter], None]], Callable[[World, Letter], None]]:
    """Happens to the newest letter of a writer, mostly in these states. A service that says no is a fine answer."""

    def register(act: Callable[[World, Letter], None]) -> Callable[[World, Letter], None]:
        def happen(world: World, writer: int) -> None:
            letter = world.letter_of(writer)
            if letter is not None:
                with suppress(LetterProblem, WorkerDied):
                    act(world, letter)

        ACTS[act.__name__] = happen
        for state in states:
            FITTING[state].append(act.__name__)
        return act

    return register


def happen(world: World, what: str, number: int, choice: int = 0) -> None:
    """One step: an act by its name, "go_on" (the next step of a letter without trouble), or "what_fits"."""
    if what == "what_fits":
        letter = world.letter_of(number)
        fitting = FITTING[letter.status] if letter else []
        what = fitting[choice % len(fitting)] if fitting else "go_on"
    ACTS[what](world, number)
    world.check()
