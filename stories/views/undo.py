"""The Undo button of the bar on the moderators' screens."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_required

from cms.core import clock
from stories.models import Submission
from stories.models.undo import UNDO_LASTS
from stories.moderation_forms import UndoForm
from stories.services import undoing
from stories.services.claims import ClaimedByOther
from stories.services.moderation import StaleDecision
from stories.services.undoing import TooLateToUndo, undo_decision
from stories.views.queue import MODERATE, queue_url

TOO_LATE = gettext_lazy(
    "Too late to undo: half a minute has passed, or somebody has gone on with it. Nothing was changed."
)
OFFERED_UNTIL = "stories_undo_until"


def offer_undo(request: HttpRequest) -> None:
    """Note in the session that there may be something to undo, so that all other pages need not ask the database."""
    request.session[OFFERED_UNTIL] = (clock.now() + UNDO_LASTS).timestamp()


def is_undo_offered(request: HttpRequest) -> bool:
    return bool(request.session.get(OFFERED_UNTIL, 0) > clock.now().timestamp())


@require_POST
@permission_required(MODERATE)
def undo(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take one's own last decision back, and show the story again."""
    form = UndoForm(request.POST)
    try:
        if not form.is_valid():
            raise TooLateToUndo
        undo_decision(submission_id=pk, version=form.cleaned_data["version"], user=request.user)
    except Submission.DoesNotExist:
        raise Http404 from None
    except (TooLateToUndo, StaleDecision, ClaimedByOther):
        messages.error(request, TOO_LATE)
    else:
        messages.success(request, _("Undone. It is as it was before, and you are working on it."))
    return redirect("stories_admin:review", pk)


@require_POST
@permission_required(MODERATE)
def undo_all(request: HttpRequest) -> HttpResponse:
    """Take back all of one's own last decisions, as after too many stories were marked at once."""
    number = undoing.undo_all(user=request.user)
    if number:
        done = ngettext("%(number)d decision is undone.", "%(number)d decisions are undone.", number)
        messages.success(request, done % {"number": number})
    else:
        messages.error(request, TOO_LATE)
    return redirect(queue_url())
