"""Words of versions that left the site without being emptied: by an older release, or with Wagtail's own buttons."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from stories.choices import PUBLIC_TEXTS
from stories.erasure import retire_photos, unpublish_language
from stories.models import Story, Submission


def hidden_with_words() -> QuerySet[Story]:
    """Versions that nobody sees and whose row still says what they said."""
    return Story.objects.filter(live=False).exclude(**dict.fromkeys(PUBLIC_TEXTS, "")).order_by("pk")


@transaction.atomic
def empty_hidden(pk: Any) -> bool:
    """Under the lock it may turn out that somebody published or erased it in the meantime."""
    submission = Submission.objects.only("pk").select_for_update().filter(stories=pk).first()
    story = hidden_with_words().filter(pk=pk).select_related("locale").first()
    if submission is None or story is None:
        return False
    unpublish_language(submission=submission, language=story.locale.language_code)
    if not Story.objects.filter(submission=submission, live=True).exists():
        retire_photos(submission=submission)
    return True
