"""Languages in which organizations answer: ISO 639 codes, as HSDS asks, with names in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# English and Spanish first, then the languages of families at the border, then by name.
SPOKEN_LANGUAGES: list[tuple[str, Promise]] = [
    ("en", _("English")),
    ("es", _("Spanish")),
    ("ht", _("Haitian Creole")),
    ("pt", _("Portuguese")),
    ("fr", _("French")),
    ("mam", _("Mam")),
    ("quc", _("K’iche’")),
    ("kek", _("Q’eqchi’")),
    ("kjb", _("Q’anjob’al")),
    ("mix", _("Mixteco")),
    ("zap", _("Zapoteco")),
    ("nah", _("Nahuatl")),
    ("cab", _("Garifuna")),
    ("am", _("Amharic")),
    ("ar", _("Arabic")),
    ("zh", _("Chinese")),
    ("prs", _("Dari")),
    ("hi", _("Hindi")),
    ("ko", _("Korean")),
    ("ne", _("Nepali")),
    ("ps", _("Pashto")),
    ("pa", _("Punjabi")),
    ("ru", _("Russian")),
    ("so", _("Somali")),
    ("tl", _("Tagalog")),
    ("ti", _("Tigrinya")),
    ("uk", _("Ukrainian")),
    ("vi", _("Vietnamese")),
    ("ase", _("American Sign Language")),
]
LANGUAGE_CODES = {code for code, _name in SPOKEN_LANGUAGES}


def language_names(codes: list[str]) -> list[str]:
    """The names of `codes` in the current language, in the order of SPOKEN_LANGUAGES."""
    return [str(name) for code, name in SPOKEN_LANGUAGES if code in codes]
