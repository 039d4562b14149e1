"""What the finder says about its results, in whole sentences."""

from django.utils.translation import gettext, ngettext

from cms.directory.grid.search import MOST_FOUND
from cms.directory.results import Reach, Results
from cms.places.states import state_name


def result_sentences(results: Results) -> list[str]:
    """What was found and, where the search had to be widened, that and how. Read out by screen readers."""
    place = results.wish.place
    if place is None:
        return []
    sentences = _dropped(results) + _nearby(results, place.label)
    if not results.near:
        sentences += _farther(results, state_name(place.state))
    return sentences + _national(results)


def _dropped(results: Results) -> list[str]:
    if results.filters_dropped:
        return [gettext("No organization we know of matches all your choices, so here is everybody we know of.")]
    if results.hours_dropped:
        return [gettext("We know of nobody who is open right now, so here is everybody who fits your other choices.")]
    return []


def _nearby(results: Results, label: str) -> list[str]:
    words = {"asked": results.wish.miles, "miles": results.miles, "place": label, "count": len(results.near)}
    if not results.near:
        words["asked"] = max(results.wish.miles, 100)
        return [gettext("We know of no organization within %(asked)s miles of %(place)s yet.") % words]
    if len(results.near) == MOST_FOUND:
        return [gettext("The %(count)s organizations nearest to %(place)s.") % words]
    if not results.was_widened:
        sentence = ngettext(
            "%(count)s organization within %(miles)s miles of %(place)s.",
            "%(count)s organizations within %(miles)s miles of %(place)s.",
            len(results.near),
        )
        return [sentence % words]
    return [
        gettext("We know of no organization within %(asked)s miles of %(place)s yet.") % words,
        ngettext(
            "We looked farther: there is %(count)s within %(miles)s miles.",
            "We looked farther: there are %(count)s within %(miles)s miles.",
            len(results.near),
        )
        % words,
    ]


def _farther(results: Results, state: str) -> list[str]:
    words = {"state": state}
    if results.serving_state:
        return [gettext("Below are those that help people in all of %(state)s.") % words]
    if results.with_reach(Reach.IN_STATE):
        return [gettext("Below are those elsewhere in %(state)s.") % words]
    if results.with_reach(Reach.NEIGHBOR):
        return [gettext("In %(state)s we know of none either. Below are those in the states around it.") % words]
    return [gettext("We know of none elsewhere in %(state)s or in the states around it either.") % words]


def _national(results: Results) -> list[str]:
    count = len(results.national)
    if not count:
        return []
    sentence = ngettext(
        "%(count)s organization helps people anywhere in the country.",
        "%(count)s organizations help people anywhere in the country.",
        count,
    )
    return [sentence % {"count": count}]
