"""What a process asks before it serves anybody. Apps above core add their own questions here."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.utils import DatabaseError

Question = Callable[[], list[str]]
_questions: list[Question] = []


def ask_at_start(question: Question) -> None:
    """Let `question` be asked too: it answers with what is wrong, in a sentence each."""
    if question not in _questions:
        _questions.append(question)


def refuse_to_serve() -> None:
    """Called when a web process starts: better no site than one that loses or shows what it must not.

    Raises:
        ImproperlyConfigured: when something is wrong.
    """
    try:
        problems = [problem for question in _questions for problem in question()]
    except DatabaseError:
        return  # it may come back, and what needs it says so
    finally:
        connections.close_all()  # processes that are forked from this one must not share them
    if problems:
        raise ImproperlyConfigured(" ".join(problems))


def refuse_to_work(**_signal: Any) -> None:
    """The same for a Celery worker, in which only SystemExit gets past the sender of the signal."""
    try:
        refuse_to_serve()
    except ImproperlyConfigured as error:
        raise SystemExit(str(error)) from None
