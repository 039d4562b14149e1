"""Two sides of a wall: what was sent (private) and what is public, in different tables."""

from stories.models.consent import Consent
from stories.models.contact_export import ContactExport
from stories.models.draft import Draft
from stories.models.likeness import Likeness, StoryMark
from stories.models.message import Message
from stories.models.note import Note
from stories.models.page import StoriesPage
from stories.models.public import PublicPhoto, Story
from stories.models.records import AccessLog, Decision, Tombstone
from stories.models.sent_form import SentForm
from stories.models.submission import Contact, EditedVersion, Media, Submission
from stories.models.topic import Topic
from stories.models.translation import Translation
from stories.models.undo import UndoPoint

__all__ = [
    "AccessLog",
    "Consent",
    "Contact",
    "ContactExport",
    "Decision",
    "Draft",
    "EditedVersion",
    "Likeness",
    "Media",
    "Message",
    "Note",
    "PublicPhoto",
    "SentForm",
    "StoriesPage",
    "Story",
    "StoryMark",
    "Submission",
    "Tombstone",
    "Topic",
    "Translation",
    "UndoPoint",
]
