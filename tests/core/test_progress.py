"""A bar for whoever watches, silence for everybody else, and the rows for the job in any case."""

import io
from types import SimpleNamespace

import pytest
from click import unstyle

from cms.core import progress as module
from cms.core.progress import BATCH_ROWS, batches, progress


class Terminal(io.StringIO):
    """What a person's screen looks like to a program."""

    def isatty(self) -> bool:
        return True

    def last_line(self) -> str:
        """What stands there after all the carriage returns."""
        return unstyle(self.getvalue()).rstrip("\n").rpartition("\r")[2].rstrip()


def show_on(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    """The module's stderr only: pytest puts its own into `sys` between a fixture and its test."""
    monkeypatch.setattr(module, "sys", SimpleNamespace(stderr=stream))


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    screen = Terminal()
    show_on(screen, monkeypatch)
    return screen


def test_a_terminal_sees_how_far_it_is_and_that_it_is_done(terminal: Terminal) -> None:
    with progress(range(50), "Reading districts") as steps:
        seen = []
        for step in steps:
            seen.append(step)
            if step == 26:
                assert "Reading districts" in terminal.last_line()
                assert "52%" in terminal.last_line()
    assert seen == list(range(50))
    assert terminal.last_line().endswith("100%")
    assert terminal.getvalue().endswith("\n"), "the next line of output begins on a line of its own"


def test_a_long_job_does_not_draw_every_row(terminal: Terminal) -> None:
    with progress(range(100_000), "Reading") as steps:
        assert sum(1 for _step in steps) == 100_000
    assert terminal.getvalue().count("\r") < 120
    assert terminal.last_line().endswith("100%")


def test_a_job_of_unknown_length_shows_that_it_is_alive(terminal: Terminal) -> None:
    with progress((letter for letter in "abc"), "Fetching") as steps:
        assert list(steps) == ["a", "b", "c"]
    assert terminal.last_line().startswith("Fetching")


def test_a_job_that_breaks_leaves_the_line_and_the_cursor_as_they_were(terminal: Terminal) -> None:
    with pytest.raises(ZeroDivisionError), progress([1, 0], "Dividing") as steps:
        [1 / step for step in steps]
    assert terminal.getvalue().endswith("\x1b[?25h\n")


def test_nothing_to_do_is_nothing_to_see(terminal: Terminal) -> None:
    nothing: list[int] = []
    with progress(nothing, "Writing") as steps:
        assert list(steps) == nothing
    assert terminal.getvalue() == ""


def test_a_pipe_gets_the_rows_and_not_one_character(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.StringIO()
    show_on(pipe, monkeypatch)
    with progress(range(3), "Reading") as steps:
        assert list(steps) == [0, 1, 2]
    assert pipe.getvalue() == ""


def test_batches_lose_no_row_and_keep_their_order() -> None:
    rows = list(range(BATCH_ROWS * 2 + 1))
    with batches(rows, "Writing") as slices:
        found = [list(part) for part in slices]
    assert [len(part) for part in found] == [BATCH_ROWS, BATCH_ROWS, 1]
    assert [row for part in found for row in part] == rows
