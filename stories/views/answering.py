"""A moderator's message to the storyteller, written on the review screen."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from stories.models import Submission
from stories.moderation_forms import AnswerForm
from stories.services.messages import send_message
from stories.services.moderation import NotOpen
from stories.services.sharing import ContainsReceipt


def answer(request: HttpRequest, submission: Submission, form: AnswerForm) -> bool:
    """Send the message and say so; returns whether it was sent. Why not stands in the form."""
    if not form.is_valid():
        return False
    try:
        send_message(
            submission_id=submission.pk,
            text=form.cleaned_data["answer_text"],
            by_user_id=request.user.pk,
            needs_answer=form.cleaned_data["needs_answer"],
            form_key=form.cleaned_data["answer_key"],
        )
    except ContainsReceipt:
        form.add_error("answer_text", _("Take the seven words of the storyteller out of the message."))
        return False
    except NotOpen:
        form.add_error("answer_text", _("The storyteller has withdrawn this story."))
        return False
    messages.success(request, _("Your message is sent."))
    return True
