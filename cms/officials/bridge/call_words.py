"""The sentences around each connection."""

from collections.abc import Iterator, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cms.core.clock import now
from cms.officials.opening import Opening


def who_comes(people: Sequence[str]) -> str:
    if len(people) == 1:
        return _("We will call %(person)s.") % {"person": people[0]}
    return _("We will call, one after the other: %(people)s.") % {"people": "; ".join(people)}


def how_it_goes() -> str:
    return _("When a call is over, stay on the line. The star key ends a call and brings you to the next.")


def connecting(person: str) -> str:
    return _("We connect you with %(person)s. To skip this call, press star.") % {"person": person}


def no_phone(person: str) -> str:
    return _("We have no phone number for %(person)s.") % {"person": person}


def closed(person: str, opening: Opening, open_city: str) -> str:
    """With what can be done instead; `open_city` is empty where no local office is open."""
    return " ".join(_about_closed(person, opening, open_city))


def _about_closed(person: str, opening: Opening, open_city: str) -> Iterator[str]:
    yield _("The office of %(person)s is closed now.") % {"person": person}
    if opening.is_holiday:
        yield _("Today is a federal holiday.")
    yield _opens(opening)
    yield _("To leave a message there all the same, press 1.")
    if open_city:
        yield _("For the local office in %(city)s, which is open, press 2.") % {"city": open_city}
    yield _("To go on, press 3.")


def _opens(opening: Opening) -> str:
    hour = date_format(opening.opens_at, pgettext("time format that is read aloud", "g A"))
    if opening.opens_at.date() == now().astimezone(opening.opens_at.tzinfo).date():
        return _("It opens today at %(hour)s, by the clock there.") % {"hour": hour}
    return _("It opens on %(day)s at %(hour)s, by the clock there.") % {
        "day": date_format(opening.opens_at, "l"),
        "hour": hour,
    }


def connecting_branch(city: str) -> str:
    return _("We connect you with the office in %(city)s.") % {"city": city}


def not_reached(status: str) -> str:
    """`status` as the provider says it."""
    sentences = {"busy": _("The line was busy."), "no-answer": _("Nobody answered.")}
    return sentences.get(status, _("The call did not go through."))


def how_was_it() -> str:
    return _(
        "Welcome back. If you spoke to someone, press 1. If you left a message, press 2. If the mailbox was full, "
        "press 3. To go on, press star."
    )


def noted() -> str:
    return _("Thank you, noted.")
