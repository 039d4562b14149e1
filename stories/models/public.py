"""The public side: edited text with permission. Revisions, search and translation live here and only here."""

import secrets
from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override as use_language
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.core import clock
from cms.places.states import state_choices, state_name
from stories.choices import PUBLIC_TEXTS, Scope, Status
from stories.models.consent import Consent
from stories.models.records import Tombstone, texts_of
from stories.models.submission import EditedVersion, Media, Submission
from stories.models.topic import Topic
from stories.models.translation import Translation, digest_of
from stories.privacy import HINT_LABELS, leaks

CHANGE_ELSEWHERE = _(
    "This cannot be saved here: a translation, or a story that needs two people, is changed on the moderators’ screens."
)
IS_ORIGINAL = Q(locale__language_code=F("submission__language"))


def new_slug() -> str:
    """A neutral address: nothing in it tells who or where."""
    return "".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _position in range(10))


def _has_live_consent(scope: Scope, now: datetime) -> Exists:
    return Exists(Consent.objects.live(now).filter(submission=OuterRef("submission"), scope=scope))


def _has_approved_translation() -> Exists:
    """Whether a moderator approved this language: a copy made anywhere else is live without anybody's yes."""
    same = Translation.objects.filter(submission=OuterRef("submission"), language=OuterRef("locale__language_code"))
    return Exists(same.exclude(approved_digest=""))


class StoryQuerySet(models.QuerySet["Story"]):
    def public(self) -> "StoryQuerySet":
        """What anybody may see: the storyteller's consent of this moment decides, not what an admin set."""
        now = clock.now()
        return self.filter(
            _has_live_consent(Scope.PUBLISH_TEXT, now),
            ~Exists(Tombstone.objects.filter(submission_id=OuterRef("submission_id"))),
            IS_ORIGINAL | Q(_has_live_consent(Scope.TRANSLATE, now), _has_approved_translation()),
            live=True,
            submission__status=Status.PUBLISHED,
        )

    def originals(self) -> "StoryQuerySet":
        """In the language in which they were told."""
        return self.filter(IS_ORIGINAL)

    def listed_in(self, language: str) -> "StoryQuerySet":
        """Each public story once: in `language` where there is such a version, else as it was told."""
        here = Story.objects.public().filter(locale__language_code=language)
        has_version_here = Exists(here.filter(translation_key=OuterRef("translation_key")))
        return self.public().filter(Q(locale__language_code=language) | (IS_ORIGINAL & ~Q(has_version_here)))

    def related_to(self, story: "Story", language: str) -> "StoryQuerySet":
        """The other public stories, each once: first those with the most topics in common."""
        slugs = [topic.slug for topic in story.topics.all()]
        in_common = Count("topics", filter=Q(topics__slug__in=slugs))
        others = self.listed_in(language).exclude(translation_key=story.translation_key)
        return others.annotate(in_common=in_common).order_by("-in_common", "-month", "-pk")

    def translatable(self) -> "StoryQuerySet":
        """Public, and its teller allows translation at this moment."""
        return self.public().filter(_has_live_consent(Scope.TRANSLATE, clock.now()))

    def with_social(self) -> "StoryQuerySet":
        """Each with `is_for_social`: whether its teller allows social media at this moment."""
        return self.annotate(is_for_social=_has_live_consent(Scope.SOCIAL, clock.now()))

    def newest_first(self) -> "StoryQuerySet":
        return self.order_by("-month", "-pk")


class Story(PreviewableMixin, DraftStateMixin, RevisionMixin, TranslatableMixin, index.Indexed, ClusterableModel):
    """An edited story as the public reads it. `str()` is its neutral address, which may stay in a log."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="stories", editable=False)
    slug = models.SlugField(_("address"), max_length=20, default=new_slug, editable=False)
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"))
    attribution = models.CharField(_("shown as"), max_length=80)
    place_label = models.CharField(_("place"), max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=2, blank=True, choices=state_choices, db_index=True)
    month = models.DateField(_("month"), db_index=True, help_text=_("Only the month and the year are shown."))
    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), blank=True)
    is_sample = models.BooleanField(_("sample"), default=False, editable=False)

    objects = StoryQuerySet.as_manager()

    panels: ClassVar[list[Panel]] = [
        FieldPanel("title"),
        FieldPanel("text"),
        FieldPanel("attribution"),
        FieldPanel("place_label"),
        FieldPanel("topics"),
    ]
    translatable_fields: ClassVar[list[Any]] = [
        TranslatableField("title"),
        TranslatableField("text"),
        TranslatableField("attribution"),
        TranslatableField("place_label"),
        SynchronizedField("slug"),
        SynchronizedField("state"),
        SynchronizedField("month"),
        SynchronizedField("is_sample"),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("text"),
        index.FilterField("locale_id"),
        index.FilterField("state"),
        index.FilterField("live"),
    ]

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        unique_together = (("translation_key", "locale"), ("slug", "locale"))

    def __str__(self) -> str:
        return f"story {self.slug}"

    @classmethod
    def get_indexed_objects(cls) -> StoryQuerySet:
        return cls.objects.public()

    def clean(self) -> None:
        """Refuse what could give the storyteller away, whoever edits this and wherever."""
        super().clean()
        if self.submission_id is None:
            return
        # A form that was open when the story was taken back would write its words anew.
        if not self.may_be_public:
            raise ValidationError(_("This cannot be saved: the story is not public any more."))
        found = leaks(texts_of(self), self.submission.private_data)
        if found:
            names = ", ".join(str(HINT_LABELS[kind]) for kind in sorted(found))
            raise ValidationError(_("This cannot be saved: the text still holds %(what)s.") % {"what": names})
        if not self._is_approved(texts_of(self)):
            raise ValidationError(CHANGE_ELSEWHERE)

    @property
    def may_be_public(self) -> bool:
        """Whether the storyteller's consent allows this version to be shown at this moment."""
        now = clock.now()
        consents = Consent.objects.scopes_of(self.submission_id, now)
        is_translation = self.locale.language_code != self.submission.language
        needed = {Scope.PUBLISH_TEXT, Scope.TRANSLATE} if is_translation else {Scope.PUBLISH_TEXT}
        is_buried = Tombstone.objects.filter(submission_id=self.submission_id).exists()
        return not is_buried and needed <= consents and self.submission.status == Status.PUBLISHED

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish, unless consent is missing, or the yes to exactly these words where they need one.

        Then nothing happens, so that a schedule or a batch goes on.
        """
        if not self.may_be_public or not self._is_approved([revision.content[name] for name in PUBLIC_TEXTS]):
            return None
        return super().publish(revision, *args, **kwargs)

    def _is_approved(self, shown: list[str]) -> bool:
        """An editor alone may correct an original that one person could publish, and nothing else."""
        if self.locale.language_code == self.submission.language:
            edited = EditedVersion.objects.filter(pk=self.submission_id).first()
            return not self.submission.needs_second_person or (edited is not None and texts_of(edited) == shown)
        approved = Translation.objects.filter(submission=self.submission_id, language=self.locale.language_code).first()
        return approved is not None and approved.approved_digest == digest_of(shown)

    @property
    def state_name(self) -> str:
        return state_name(self.state)

    @property
    def paragraphs(self) -> list[str]:
        return [part.strip() for part in self.text.split("\n\n") if part.strip()]

    @property
    def excerpt(self) -> str:
        """The first words, for a card."""
        text = " ".join(self.text.split())
        return text if len(text) <= 220 else text[:220].rsplit(" ", 1)[0] + "…"

    def url_in(self, language: str) -> str:
        with use_language(language):
            return reverse("stories:story", args=[self.slug])

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "stories/story.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        return {"story": self, "photos": [], "is_sensitive": True}


class PublicPhotoQuerySet(models.QuerySet["PublicPhoto"]):
    def public(self) -> "PublicPhotoQuerySet":
        """Photos that anybody may see: there is a file, and a live consent for it at this moment."""
        return self.filter(_has_live_consent(Scope.PUBLISH_PHOTO, clock.now()), retired_at=None).exclude(file_name="")


class PublicPhoto(models.Model):
    """The public copy of a cleaned photo. Without a file it waits for one; retired, it waits to be removed."""

    submission = models.ForeignKey(Submission, null=True, on_delete=models.SET_NULL, related_name="public_photos")
    media = models.ForeignKey(Media, null=True, on_delete=models.SET_NULL, related_name="+")
    file_name = models.CharField(max_length=100, blank=True, editable=False)
    alt = models.CharField(_("description for people who cannot see it"), max_length=200)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    # As somebody approved them: a later edit of the photo's own boxes waits for its own publication.
    boxes = models.JSONField(_("covered parts"), default=list, editable=False)
    retired_at = models.DateTimeField(null=True, editable=False)

    objects = PublicPhotoQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        default_permissions = ()

    def __str__(self) -> str:
        return f"photo {self.pk}"

    @property
    def url(self) -> str:
        return str(default_storage.url(self.file_name))
