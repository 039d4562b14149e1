"""The closed lists of this app: what a field may say, in words a storyteller and a moderator understand."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# Raised when the words of a consent change: old consents keep the version they were given under.
WORDING_VERSION = "2026-11"


# What the public reads of a story: the same four fields wherever they are typed, kept or shown.
PUBLIC_TEXTS = ("title", "text", "attribution", "place_label")


class Status(models.TextChoices):
    NEW = "new", _("New")
    SUSPECT = "suspect", _("Suspect")
    NEEDS_ANSWER = "needs_answer", _("Needs an answer")
    READY = "ready", _("Ready")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLISHED = "published", _("Published")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OPEN_STATUSES = (Status.NEW, Status.SUSPECT, Status.NEEDS_ANSWER, Status.READY)
PUBLIC_STATUSES = (Status.PUBLISHED, Status.SCHEDULED)


class Scope(models.TextChoices):
    """One permission each; none includes another."""

    KEEP = "keep", _("Keep it")
    CONTACT = "contact", _("Contact me")
    PUBLISH_TEXT = "publish_text", _("Publish the text")
    PUBLISH_PHOTO = "publish_photo", _("Publish the photo")
    PRESS = "press", _("Share with the press")
    LAWMAKERS = "lawmakers", _("Share with lawmakers")
    TRANSLATE = "translate", _("Translate")
    SOCIAL = "social", _("Social media")


class Subject(models.TextChoices):
    SELF = "self", _("Me")
    CHILD = "child", _("My child")
    OTHER = "other", _("Someone else")


class Knows(models.TextChoices):
    YES = "yes", _("Yes, and they agree")
    NO = "no", _("No")
    CANNOT_ASK = "cannot_ask", _("I cannot ask them")


class Display(models.TextChoices):
    ANONYMOUS = "anonymous", _("Anonymous")
    INITIAL = "initial", _("Only my first initial")
    FIRST_NAME = "first_name", _("Only my first name")
    FULL_NAME = "full_name", _("My full name")
    CHOSEN_NAME = "chosen_name", _("A name I choose")


class Flag(models.TextChoices):
    """Why a story needs a second pair of eyes."""

    MINOR = "minor", _("About someone under 18")
    THIRD_PERSON = "third_person", _("About someone else")
    LEGAL_CASE = "legal_case", _("A case is open")
    RETALIATION = "retaliation", _("Fear of punishment")


class DeclineReason(models.TextChoices):
    SPAM = "spam", _("Spam or advertising")
    OFF_TOPIC = "off_topic", _("Not about this issue")
    UNSAFE = "unsafe", _("Publishing could put someone in danger")
    THIRD_PERSON = "third_person", _("About someone who has not agreed")
    DUPLICATE = "duplicate", _("We already have this story")
    CANNOT_CHECK = "cannot_check", _("We could not understand or check it")


class StealReason(models.TextChoices):
    """Why one moderator takes over what another had claimed."""

    AGREED = "agreed", _("We agreed on it")
    AWAY = "away", _("They are away")
    URGENT = "urgent", _("It cannot wait")


class FlagReason(models.TextChoices):
    """Why a moderator changes the flags."""

    IN_TEXT = "in_text", _("The story says so")
    IN_PHOTO = "in_photo", _("A photo shows it")
    TOLD = "told", _("The storyteller told us")
    MISTAKE = "mistake", _("It was marked by mistake")


class RevealReason(models.TextChoices):
    QUESTION = "question", _("To ask a question about the story")
    CONFIRM = "confirm", _("To confirm the public version")
    SAFETY = "safety", _("Someone may be in danger")
    REQUEST = "request", _("The storyteller asked us to write")


class ExportScope(models.TextChoices):
    """Whose contacts go into a file."""

    CONTACT = "contact", _("People who allow us to contact them")
    PRESS = "press", _("Of these, only who also allows the press")


class ExportReason(models.TextChoices):
    """Why contacts are taken out in a file. No two reasons share a code with another list."""

    NEWS = "news", _("To tell them what came of their stories")
    MEETING = "meeting", _("To invite them to a meeting or a hearing")
    REPORTERS = "reporters", _("To ask whether they would talk to a reporter")
    WARNING = "warning", _("To warn them")


def reason_label(code: str) -> str:
    """The words for a recorded reason; the code itself where the list has changed since."""
    lists = (DecisionKind, DeclineReason, StealReason, FlagReason, RevealReason, ExportReason)
    return next((str(labels(code).label) for labels in lists if code in labels.values), code)


class DecisionKind(models.TextChoices):
    SENT = "sent", _("Sent by the storyteller")
    CLAIMED = "claimed", _("Claimed")
    RELEASED = "released", _("Released")
    GIVEN = "given", _("Given to someone on the team")
    RECEIVED = "received", _("Received from someone on the team")
    EDITED = "edited", _("Public version edited")
    FLAGGED = "flagged", _("Marked for two people")
    UNFLAGGED = "unflagged", _("A mark for two people taken away")
    APPROVED = "approved", _("Approved by a first person")
    SCHEDULED = "scheduled", _("Scheduled")
    UNSCHEDULED = "unscheduled", _("Schedule stopped")
    PUBLISHED = "published", _("Published")
    TAKEN_DOWN = "taken_down", _("Taken down")
    TRANSLATED = "translated", _("Translation approved")
    UNTRANSLATED = "untranslated", _("Translation taken down")
    DECLINED = "declined", _("Declined")
    UNDONE = "undone", _("Undone at once")
    WITHDRAWN = "withdrawn", _("Withdrawn by the storyteller")
    ERASED = "erased", _("Erased by the storyteller")
    EXPIRED = "expired", _("Erased at the end of its time")
    ASKED = "asked", _("Message to the storyteller")
    ANSWERED = "answered", _("Message from the storyteller")
    CHANGED = "changed", _("Text changed by the storyteller")
    PERMISSIONS = "permissions", _("Permissions changed by the storyteller")
    CONTACT = "contact", _("Way to reach them changed by the storyteller")


class AccessKind(models.TextChoices):
    STORY = "story", _("Read the story")
    PHOTO = "photo", _("Looked at a photo")
    CONTACT = "contact", _("Revealed the contact")
    EXPORT = "export", _("Took the contact out in a file")
    OWN_DATA = "own_data", _("Downloaded by the storyteller")


class TombstoneKind(models.TextChoices):
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ERASED = "erased", _("Erased")
