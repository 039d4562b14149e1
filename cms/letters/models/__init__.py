"""Papers with their rulebooks; letters; the proof that their writers confirmed them; deliveries."""

from cms.letters.models.answer import PaperAnswer
from cms.letters.models.coverage import Coverage, county_key
from cms.letters.models.delivery import Confirmation, ConfirmationRequest, Delivery
from cms.letters.models.letter import CANCELLABLE, ENDED, LEFT, MAY_BE_PRINTED, Letter, Status
from cms.letters.models.newspaper import MOST_BOUNCES, Newspaper
from cms.letters.models.paper_key import PaperKey
from cms.letters.models.printed import PrintedLetter
from cms.letters.models.reply import ForwardedReply
from cms.letters.models.step_count import Step, StepCount

__all__ = [
    "CANCELLABLE",
    "ENDED",
    "LEFT",
    "MAY_BE_PRINTED",
    "MOST_BOUNCES",
    "Confirmation",
    "ConfirmationRequest",
    "Coverage",
    "Delivery",
    "ForwardedReply",
    "Letter",
    "Newspaper",
    "PaperAnswer",
    "PaperKey",
    "PrintedLetter",
    "Status",
    "Step",
    "StepCount",
    "county_key",
]
