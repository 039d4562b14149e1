"""What people, the clock and a restore can do to one story. `number` chooses among what an act could mean."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.utils import timezone
from wagtail.admin.models import FormState
from wagtail.models import Locale, Revision
from wagtail_localize.models import StringTranslation, TranslationSource

from cms.core import clock
from stories import retention, scheduled
from stories.boxes import Box
from stories.choices import DeclineReason, Flag, FlagReason, Scope
from stories.models import Consent, Media, Story, Submission, Translation
from stories.services import bulk, claims, moderation, reaching, undoing
from stories.services.changing import change_story
from stories.services.flags import change_flags
from stories.services.messages import mark_read, send_message
from stories.services.notes import add_note
from stories.services.permissions import CAN_CHANGE, change_permissions
from stories.services.publication import publish_story, take_down
from stories.services.reaching import WayToReach
from stories.services.scheduling import schedule_story, unschedule_story
from stories.services.translating import approve_translation, save_translation, take_down_translation
from stories.services.withdrawal import erase_story, withdraw_story
from tests.factories.stories import edit

# Words that only the private side may hold, and one that stands in every public version.
PRIVATE = ("ximena", "sidewalk together", "marzipan", "ottokar", "tangerine")
PUBLIC = "quetzal"


@dataclass
class World:
    """One story and two moderators who are always there."""

    story: Submission
    people: list[Any]
    forward: Callable[[timedelta], None]

    def by(self, number: int) -> dict[str, Any]:
        """The names that most services take: this story as it is now, and one of the two."""
        return {"submission_id": self.story.pk, "version": self.story.version, "user": self.people[number % 2]}


def words(number: int, *, private: bool = False) -> moderation.Edit:
    photos = tuple(
        moderation.PhotoChoice(media.pk, is_chosen=number % 3 > 0, faces_checked=number % 3 > 1, alt="A bag")
        for media in Media.objects.all()
    )
    name = "Ximena" if private else "A family"
    return edit(title=f"Quetzal {number % 4}", text=f"{name} waited for the quetzal.", photos=photos)


# The storyteller.


def change_words(world: World, number: int) -> None:
    change_story(submission_id=world.story.pk, title="", body=f"We sat on the sidewalk together {number}. Ximena.")


def write(world: World, number: int) -> None:
    send_message(submission_id=world.story.pk, text="Leave out Marzipan street.", by_user_id=None)


def choose_permissions(world: World, number: int) -> None:
    """All but one, or all."""
    wanted = frozenset(scope for place, scope in enumerate(CAN_CHANGE) if place != number % (len(CAN_CHANGE) + 2))
    change_permissions(submission_id=world.story.pk, wanted=wanted, language="en")


def change_contact(world: World, number: int) -> None:
    way = WayToReach(email="ottokar@example.org", safe_times="Tangerine time") if number % 3 else WayToReach()
    way = replace(way, may_write=number % 3 == 1)
    reaching.change_contact(submission_id=world.story.pk, way=way, language="en")


# Moderators and translators.


def read_messages(world: World, number: int) -> None:
    ids = list(world.story.messages.values_list("pk", flat=True))
    mark_read(submission_id=world.story.pk, message_ids=ids, by_storyteller=False)


def schedule(world: World, number: int) -> None:
    schedule_story(**world.by(number), edit=words(number + 2), publish_at=clock.now() + timedelta(minutes=number + 1))


def spam(world: World, number: int) -> None:
    listed = bulk.Listed(world.story.pk, world.story.version)
    bulk.decline_spam(stories=[listed], user=world.people[number % 2])


def flag(world: World, number: int) -> None:
    flags = [Flag.MINOR, Flag.RETALIATION][: number % 3]
    change_flags(**world.by(number), flags=flags, reason=FlagReason.TOLD)


def cover_photo(world: World, number: int) -> None:
    boxed = tuple(
        moderation.PhotoChoice(media.pk, is_chosen=True, faces_checked=True, alt="A bag", boxes=(Box(1, 1, 9, 9),))
        for media in Media.objects.all()
    )
    moderation.save_edit(**world.by(number), edit=edit(title="Quetzal", text="The quetzal.", photos=boxed))


def in_spanish(world: World, number: int) -> dict[str, Any]:
    known = Translation.objects.filter(submission=world.story).first()
    return {**world.by(number), "language": "es", "version": known.version if known else 0}


# Whoever has the rest of the admin, or the database.


def preview(world: World, number: int) -> None:
    for version in Story.objects.public():
        typed = {"user": world.people[0], "data": "title=Quetzal", "last_updated_at": timezone.now()}
        FormState.objects.update_or_create_by_instance(version, **typed)


def revert(world: World, number: int) -> None:
    revisions = list(Revision.objects.filter(content_type__model="story").order_by("pk"))
    if revisions:
        revisions[number % len(revisions)].publish()


def press_publish(world: World, number: int) -> None:
    for version in Story.objects.all():
        version.save_revision().publish()


def unpublish(world: World, number: int) -> None:
    for version in Story.objects.all():
        version.unpublish()


def schedule_in_admin(world: World, number: int) -> None:
    for version in Story.objects.all():
        version.go_live_at = clock.now() + timedelta(minutes=1)
        version.save_revision().publish()


def flip_live(world: World, number: int) -> None:
    Story.objects.update(live=True)


def copy(world: World, number: int) -> None:
    first = Story.objects.first()
    if first:
        place = {"submission_id": first.submission_id, "locale": first.locale, "month": first.month}
        Story.objects.create(**place, title="Copy", text="Copy", attribution="A", live=True)


def alias(world: World, number: int) -> None:
    """What wagtail-localize does: a copy of its words for its own screens, and a row in the other language."""
    for version in Story.objects.public().originals():
        spanish = Locale.objects.get(language_code="es")
        source, _created = TranslationSource.update_or_create_from_instance(version)
        for segment in source.stringsegment_set.all():
            StringTranslation.objects.get_or_create(
                translation_of=segment.string, locale=spanish, context=segment.context, defaults={"data": "Quetzal"}
            )
        if not version.has_translation(spanish):
            copied = version.copy_for_translation(spanish)
            copied.live = True
            copied.save()


def expire_permission(world: World, number: int) -> None:
    """One of those that something public stands on runs out."""
    scope = (Scope.PUBLISH_TEXT, Scope.TRANSLATE, Scope.PUBLISH_PHOTO)[number % 3]
    Consent.objects.filter(submission=world.story, scope=scope, withdrawn_at=None).update(expires_at=clock.now())


def wait(world: World, number: int) -> None:
    """Half a minute, half an hour, or a week; then everything that runs by the clock."""
    world.forward([timedelta(seconds=40), timedelta(minutes=30), timedelta(days=8)][number % 3])
    scheduled.publish_due()
    call_command("publish_scheduled", verbosity=0)
    retention.erase_expired()


ACTS: dict[str, Callable[[World, int], Any]] = {
    "change words": change_words,
    "write": write,
    "choose permissions": choose_permissions,
    "change contact": change_contact,
    "withdraw": lambda world, number: withdraw_story(submission_id=world.story.pk),
    "erase": lambda world, number: erase_story(submission_id=world.story.pk),
    "claim": lambda world, number: claims.claim(submission_id=world.story.pk, user=world.people[number % 2]),
    "read messages": read_messages,
    "edit": lambda world, number: moderation.save_edit(**world.by(number), edit=words(number)),
    "publish": lambda world, number: publish_story(**world.by(number), edit=words(number + 2)),
    "publish the name": lambda world, number: publish_story(**world.by(number), edit=words(2, private=True)),
    "schedule": schedule,
    "unschedule": lambda world, number: unschedule_story(**world.by(number)),
    "take down": lambda world, number: take_down(**world.by(number)),
    "decline": lambda world, number: moderation.decline(**world.by(number), reason=DeclineReason.OFF_TOPIC),
    "spam": spam,
    "undo": lambda world, number: undoing.undo_decision(**world.by(number)),
    "undo all": lambda world, number: undoing.undo_all(user=world.people[number % 2]),
    "flag": flag,
    "cover photo": cover_photo,
    "note": lambda world, number: add_note(submission_id=world.story.pk, user=world.people[0], text="Ask Ottokar."),
    "ask": lambda world, number: send_message(
        submission_id=world.story.pk, text="The tangerine one?", by_user_id=world.people[0].pk, needs_answer=True
    ),
    "translate": lambda world, number: save_translation(**in_spanish(world, number), edit=words(number)),
    "translate the name": lambda world, number: save_translation(
        **in_spanish(world, number), edit=words(number, private=True)
    ),
    "approve translation": lambda world, number: approve_translation(**in_spanish(world, number), edit=words(number)),
    "take down translation": lambda world, number: take_down_translation(**in_spanish(world, number)),
    "preview": preview,
    "revert": revert,
    "press publish": press_publish,
    "unpublish": unpublish,
    "schedule in admin": schedule_in_admin,
    "flip live": flip_live,
    "copy": copy,
    "alias": alias,
    "expire permission": expire_permission,
    "wait": wait,
}
