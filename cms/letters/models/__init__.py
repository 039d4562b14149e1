"""Papers with their rulebooks; letters; the proof that their writers confirmed them; deliveries."""

from cms.letters.models.delivery import Confirmation, ConfirmationRequest, Delivery
from cms.letters.models.letter import CANCELLABLE, ENDED, LEFT, Letter, Status
from cms.letters.models.newspaper import Coverage, Newspaper, county_key

__all__ = [
    "CANCELLABLE",
    "ENDED",
    "LEFT",
    "Confirmation",
    "ConfirmationRequest",
    "Coverage",
    "Delivery",
    "Letter",
    "Newspaper",
    "Status",
    "county_key",
]
