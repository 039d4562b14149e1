"""Where a visit stands, in plain words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.officials.models import Visit


@dataclass(frozen=True)
class Standing:
    """`title` for the heading, `text` for the sentence below it, `tone` for its color (ok, info, warn)."""

    title: str
    text: str
    tone: str = "info"


def standing(visit: Visit) -> Standing:
    """The words for this visit now."""
    if visit.status == Visit.Status.CANCELLED:
        return Standing(_("This visit is called off"), _("The place is free for others. You can plan another visit."))
    if visit.can_be_cancelled:
        return Standing(
            _("You are going. Thank you!"),
            _("We remind you by e-mail the morning before, and ask afterwards how it went. Keep this page’s address."),
            "ok",
        )
    if visit.status == Visit.Status.REPORTED:
        return _reported(visit)
    if visit.can_be_reported:
        return Standing(_("How did it go?"), _("Tell us in a minute whom you met and what they said."), "warn")
    return Standing(_("This visit is over"), _("Your name and your e-mail address were erased, as promised."))


def _reported(visit: Visit) -> Standing:
    if visit.is_erased:
        text = _("Your name, your e-mail address and your words were erased, as promised. That you went still counts.")
    elif visit.agreed is None:
        text = _("Your report has arrived. You can change it until an editor has read it.")
    else:
        text = _("An editor has read your report. Your name is never shown.")
    return Standing(_("Thank you for going"), text, "ok")
