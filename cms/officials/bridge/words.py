"""Every sentence of the phone line, short enough to be heard once."""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.core.models import SiteSettings
from cms.places.districts import Reason


def in_each(sentence: Callable[[], str]) -> dict[str, str]:
    """A sentence in every language of the site: {code: text}."""
    texts = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            texts[code] = sentence()
    return texts


def digits(zip_code: str) -> str:
    """To be read one by one."""
    return ", ".join(zip_code)


def welcome() -> str:
    hello = _("Hello, this is %(campaign)s. We connect you with your members of Congress, one after the other.")
    return hello % {"campaign": SiteSettings.of_default_site().brand}


def welcome_in_each() -> dict[str, str]:
    """Each language says only how to choose itself."""
    hello = in_each(welcome)
    own_choice = {"en": in_each(for_english)["en"], "es": in_each(for_spanish)["es"]}
    return {code: f"{hello[code]} {own_choice[code]}" for code in hello}


def for_english() -> str:
    return _("For English, press 1.")


def for_spanish() -> str:
    return _("For Spanish, press 2.")


def too_many_calls() -> str:
    return _("You have called many times today. Please call again tomorrow. Thank you, and goodbye.")


def something_went_wrong() -> str:
    return _("Something went wrong on our side. We are sorry. Please call again.")


def enter_zip() -> str:
    return _("Please enter the five digits of your ZIP code.")


def no_zip(keys: str) -> str:
    return _("That was not five digits.") if keys else _("We did not hear any keys.")


def no_answer_for(zip_code: str, reason: Reason) -> str:
    """Why nobody can be called for this ZIP code."""
    sentences = {
        Reason.UNKNOWN: _("We do not know the ZIP code %(zip)s."),
        Reason.INACTIVE: _("The Postal Service no longer uses the ZIP code %(zip)s."),
        Reason.MILITARY: _(
            "%(zip)s is for military mail, which comes from anywhere. Please use the ZIP code where you are "
            "registered to vote."
        ),
        Reason.NO_DELEGATE: _(
            "People with the ZIP code %(zip)s have an agreement with the United States, but nobody in Congress."
        ),
        Reason.NO_PLACE: _("We do not know where the ZIP code %(zip)s is. Please try one nearby."),
    }
    no_list = _("We have no list of members of Congress for the ZIP code %(zip)s yet.")
    return sentences.get(reason, no_list) % {"zip": digits(zip_code)}


def your_zip(zip_code: str) -> str:
    return _("Your ZIP code is %(zip)s.") % {"zip": digits(zip_code)}


def best_guess() -> str:
    return _(
        "It is mostly for post-office boxes, so your district is our best guess: the one around it. "
        "Your senators are certain."
    )


def only_district(place: str) -> str:
    return _("It is in no list of districts, but %(place)s has only one.") % {"place": place}


def no_senators(place: str, *, is_commissioner: bool) -> str:
    if is_commissioner:
        return _("%(place)s sends a resident commissioner to the House, and has no senators.") % {"place": place}
    return _("%(place)s sends a delegate to the House, and has no senators.") % {"place": place}


def lines_may_differ() -> str:
    return _("District lines may have changed since our list was made.")


def which_district(choices: Sequence[tuple[str, str]]) -> str:
    """`choices` are places and people."""
    return " ".join(
        [
            _("It lies in more than one district."),
            *(
                _("For %(place)s, %(person)s, press %(key)s.") % {"place": place, "person": person, "key": key}
                for key, (place, person) in enumerate(choices, start=1)
            ),
            _("If you do not know, press 0."),
        ]
    )


def district_not_known() -> str:
    return _(
        "No problem. To find your representative, look at your voter card, or enter your address at house dot gov. "
        "Now we call your senators."
    )


def which_state(states: Sequence[str]) -> str:
    return " ".join(
        [
            _("In which state do you live?"),
            *(
                _("For %(place)s, press %(key)s.") % {"place": state, "key": key}
                for key, state in enumerate(states, start=1)
            ),
        ]
    )


def offer_switchboard() -> str:
    return _(
        "The operators of the Capitol can find every member of Congress. To speak to one, press 1. Or hang up, and "
        "call us again at any time."
    )


def ask_the_operator() -> str:
    return _("We connect you with the Capitol. Ask for your senators and your representative.")


def wrong_key() -> str:
    return _("That key does nothing here.")


def everybody_called() -> str:
    return _("That was everybody. Thank you for speaking up. Goodbye.")


def goodbye() -> str:
    return _("Thank you for calling. Goodbye.")
