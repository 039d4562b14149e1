"""The wall in both languages, topics, and invented stories on it and in the queue."""

import secrets

from django.db import transaction
from wagtail.models import Site

from cms.core.starter_kit import bilingual_page, locales, step
from cms.places.states import state_name
from stories.models import StoriesPage, Story, Submission, Topic
from stories.sample_stories import PUBLISHED, TOPICS, WAITING, PublishedSample
from stories.services.moderation import Edit
from stories.services.publication import publish_story
from stories.services.sharing import StoryDraft, share_story
from stories.services.translating import publish_translation

ENGLISH_PAGE = {
    "title": "Stories",
    "slug": "stories",
    "show_in_menus": True,
    "summary": "Told by the people who lived them, shown the way they chose, for as long as they want.",
}
SPANISH_PAGE = {
    "title": "Historias",
    "slug": "historias",
    "show_in_menus": True,
    "summary": "Contadas por quienes las vivieron, como quisieron mostrarlas y mientras ellas y ellos quieran.",
}


@step(50, "Stories page")
def make_page() -> int:
    home = Site.objects.get(is_default_site=True).root_page
    _page, made = bilingual_page(StoriesPage, parent=home, english=ENGLISH_PAGE, spanish=SPANISH_PAGE)
    return made


@step(40, "Topics of stories")
@transaction.atomic
def make_topics() -> int:
    english, spanish = locales()
    made = 0
    for slug, name_en, name_es in TOPICS:
        topic, is_new = Topic.objects.get_or_create(slug=slug, locale=english, defaults={"name": name_en})
        _topic, is_new_too = Topic.objects.get_or_create(
            slug=slug, locale=spanish, defaults={"name": name_es, "translation_key": topic.translation_key}
        )
        made += is_new + is_new_too
    return made


@step(60, "Sample stories")
@transaction.atomic
def make_samples() -> int:
    """Only on a site that has no story yet: samples that somebody erased do not come back."""
    if Submission.objects.exists() or Story.objects.exists():
        return 0
    for sample in PUBLISHED:
        _publish_sample(sample)
    for language, draft in WAITING:
        _send_sample(language, draft)
    return Submission.objects.count() + Story.objects.count()


def _send_sample(language: str, draft: StoryDraft) -> Submission:
    submission = share_story(draft=draft, language=language, form_key=secrets.token_urlsafe(16)).submission
    submission.is_sample = True
    submission.save(update_fields=["is_sample"])
    return submission


def _publish_sample(sample: PublishedSample) -> None:
    submission = _send_sample(sample.language, sample.draft)
    topics = tuple(Topic.objects.filter(slug__in=sample.topics, locale__language_code=sample.language))
    for language in sorted(sample.versions, key=lambda code: code != sample.language):
        version = sample.versions[language]
        edit = Edit(version.title, version.text, version.attribution, state_name(sample.state, language), topics)
        if language == sample.language:
            publish_story(submission_id=submission.pk, version=submission.version, user=None, edit=edit)
        else:
            publish_translation(submission_id=submission.pk, language=language, user=None, edit=edit)
