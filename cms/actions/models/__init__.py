"""Page types for what a supporter can do."""

from cms.actions.models.action import ActionIndexPage, ActionPage
from cms.actions.models.base import BaseActionPage
from cms.actions.models.call_page import CallPage
from cms.actions.models.campaign import CampaignPage
from cms.actions.models.contact_page import ChosenOffice, ContactPage
from cms.actions.models.letter_page import LetterPage
from cms.actions.models.on_record_page import OnRecordPage
from cms.actions.models.printed_page import PrintedLettersPage
from cms.actions.models.visit_page import VisitPage

__all__ = [
    "ActionIndexPage",
    "ActionPage",
    "BaseActionPage",
    "CallPage",
    "CampaignPage",
    "ChosenOffice",
    "ContactPage",
    "LetterPage",
    "OnRecordPage",
    "PrintedLettersPage",
    "VisitPage",
]
