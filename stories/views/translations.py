"""The translators' screens: what may be translated, and one story beside its translation."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_denied, permission_required

from stories import translation_list
from stories.choices import PUBLIC_TEXTS
from stories.models import Story, Translation
from stories.privacy import PrivateData, hints
from stories.services.moderation import Edit
from stories.services.publication import PublishingRefused
from stories.services.translating import (
    NeedsAnotherPerson,
    StaleTranslation,
    approve_translation,
    save_translation,
    take_down_translation,
)
from stories.translation_forms import TranslationForm
from stories.views.queue import MODERATE

WRITE = "stories.write_translation"
ROWS_PER_PAGE = 50


@permission_required(WRITE)
def translations(request: HttpRequest) -> HttpResponse:
    """Every public story whose teller allows translation, by language."""
    page = Paginator(translation_list.rows(), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, **_header(_("Translations of stories"))}
    return render(request, "stories/admin/translations.html", context)


@permission_required(WRITE)
def translate(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Write it; a moderator approves it. What is public stays as it was approved until then."""
    story = translation_list.translatable().filter(slug=slug).first()
    if story is None or language == story.locale.language_code or language not in dict(settings.LANGUAGES):
        raise Http404
    if request.method == "POST":
        return _act(request, story, language)
    translation = Translation.objects.filter(submission=story.submission_id, language=language).first()
    start = {name: getattr(translation or Translation(), name) for name in (*PUBLIC_TEXTS, "version")}
    return _page(request, story, language, TranslationForm(initial=start))


def _act(request: HttpRequest, story: Story, language: str) -> HttpResponse:
    form = TranslationForm(request.POST)
    if "save" not in request.POST and not request.user.has_perm(MODERATE):
        return permission_denied(request)
    if not form.is_valid():
        return _page(request, story, language, form)
    try:
        done = _decide(request, story, language, form)
    except (StaleTranslation, PublishingRefused, NeedsAnotherPerson) as refusal:
        return _refused(request, story, language, form, _why_not(refusal))
    messages.success(request, done)
    return redirect("stories_admin:translations")


def _decide(request: HttpRequest, story: Story, language: str, form: TranslationForm) -> str:
    data = form.cleaned_data
    which: dict[str, Any] = {"submission_id": story.submission_id, "language": language, "user": request.user}
    which["version"] = data["version"]
    if "take_down" in request.POST:
        take_down_translation(**which)
        return _("The translation is off the site.")
    edit = Edit(**{name: data[name] for name in PUBLIC_TEXTS})
    if "approve" in request.POST:
        approve_translation(**which, edit=edit)
        return _("The translation is public.")
    save_translation(**which, edit=edit)
    return _("Saved. A moderator decides whether it becomes public.")


def _why_not(refusal: Exception) -> list[str]:
    match refusal:
        case PublishingRefused():
            return [_("Not published. The translation is kept, if it may still be made."), *refusal.sentences]
        case NeedsAnotherPerson():
            return [_("This story is flagged: someone other than who wrote the translation must approve it.")]
    return [_("Somebody changed this in the meantime. Nothing was saved; your text is still below.")]


def _refused(
    request: HttpRequest, story: Story, language: str, form: TranslationForm, sentences: list[str]
) -> HttpResponse:
    """The same screen with the typed text and the version of now, and why not."""
    now = Translation.objects.filter(submission=story.submission_id, language=language).first()
    typed = {name: form[name].data for name in PUBLIC_TEXTS}
    again = TranslationForm(initial={**typed, "version": now.version if now else 0})
    return _page(request, story, language, again, refusals=sentences, status=409)


def _page(
    request: HttpRequest,
    story: Story,
    language: str,
    form: TranslationForm,
    *,
    refusals: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    translation = Translation.objects.filter(submission=story.submission_id, language=language).first()
    may_approve = request.user.has_perm(MODERATE)
    # Translators do not read what was sent: the storyteller's own name is no hint for them.
    private = story.submission.private_data if may_approve else PrivateData()
    context = {
        "story": story,
        "language": language,
        "form": form,
        "translation": translation,
        "stage": translation_list.stage_of(story, translation),
        "is_public": Story.objects.public().filter(slug=story.slug, locale__language_code=language).exists(),
        "may_approve": may_approve,
        "hints": hints("\n".join(str(form[name].value() or "") for name in PUBLIC_TEXTS), private),
        "refusals": refusals or [],
        **_header(str(story.title), parent=True),
    }
    return render(request, "stories/admin/translate.html", context, status=status)


def _header(title: str, *, parent: bool = False) -> dict[str, Any]:
    above = {"url": reverse("stories_admin:translations"), "label": _("Translations of stories")}
    return {
        "breadcrumbs_items": [*([above] if parent else []), {"url": "", "label": title}],
        "header_title": title,
        "header_icon": "wagtail-localize-language",
    }
