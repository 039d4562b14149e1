"""One letter that waits for the desk, in the admin: taking it, reading it, letting it go or sending it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override as use_language
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.auth import user_passes_test

from cms.core.clock import now
from cms.core.desk import user_id
from cms.letters import services
from cms.letters.desk.forms import ReturnForm
from cms.letters.desk.queue import may_decide
from cms.letters.fits import fits, what_keeps_it
from cms.letters.message import as_sent
from cms.letters.models import Letter, Status
from cms.letters.problems import ClaimedByOther, LetterProblem, MailbagFull, NotClaimed, NotNow
from cms.letters.slots import Slot
from cms.letters.standing import planned_slot
from cms.letters.waiting import GIVEN_BACK_AFTER, LATE_AFTER


@require_safe
@user_passes_test(may_decide)
def review_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The exact message, how it fits the paper, and the decision for who holds it."""
    letter = _letter(pk)
    if letter.status != Status.IN_REVIEW:
        return HttpResponseRedirect(reverse("letters_desk:letter", args=[pk]))
    return _screen(request, letter, ReturnForm(initial={"note": _first_note(letter)}))


@require_POST
def claim_view(request: HttpRequest, pk: int) -> HttpResponse:
    _check_right(request, pk)
    try:
        services.claim_letter(letter_id=pk, user_id=user_id(request))
    except LetterProblem as problem:
        messages.error(request, _sentence(problem))
    return _to_letter(pk)


@require_POST
def release_view(request: HttpRequest, pk: int) -> HttpResponse:
    _check_right(request, pk)
    services.release_letter(letter_id=pk, user_id=user_id(request))
    return _to_queue()


@require_POST
def approve_view(request: HttpRequest, pk: int) -> HttpResponse:
    letter = _check_right(request, pk)
    try:
        delivery = services.approve_letter(letter_id=pk, user_id=user_id(request))
    except LetterProblem as problem:
        messages.error(request, _sentence(problem))
        return _to_letter(pk)
    slot = Slot(delivery.slot_at, delivery.newspaper)
    done = _("Approved. “%(letter)s” leaves on %(slot)s, the paper's own time.")
    if slot.is_now:
        done = _("Approved. “%(letter)s” leaves right away.")
    messages.success(request, done % {"letter": letter, "slot": slot})
    return _to_queue()


@require_POST
def return_view(request: HttpRequest, pk: int) -> HttpResponse:
    letter, form = _check_right(request, pk), ReturnForm(request.POST)
    if form.is_valid():
        try:
            services.return_letter(letter_id=pk, user_id=user_id(request), note=form.cleaned_data["note"])
        except LetterProblem as problem:
            messages.error(request, _sentence(problem))
        else:
            done = _("“%(letter)s” is back with its writer, together with your note.")
            messages.success(request, done % {"letter": letter})
            return _to_queue()
    # What was typed is kept as long as there is something to decide.
    return _screen(request, letter, form, status=409) if letter.status == Status.IN_REVIEW else _to_letter(pk)


def _screen(request: HttpRequest, letter: Letter, form: ReturnForm, *, status: int = 200) -> HttpResponse:
    moment, since = now(), letter.confirmation.confirmed_at
    is_mine = letter.is_claimed_by(user_id(request), moment)
    context = {
        "letter": letter,
        "message": as_sent(letter),
        "fits": fits(letter),
        "obstacle": what_keeps_it(letter),
        "slot": planned_slot(letter),
        "is_mine": is_mine,
        "holder": letter.claimed_by if letter.is_claimed(moment) and not is_mine else None,
        "is_late": since <= moment - LATE_AFTER,
        "given_back_at": since + GIVEN_BACK_AFTER,
        "return_form": form,
        "now": moment,
        "breadcrumbs_items": [
            {"url": reverse("letters_desk:queue"), "label": _("Letters to read")},
            {"url": "", "label": str(letter)},
        ],
        "header_title": str(letter),
        "header_icon": "mail",
    }
    return render(request, "letters/admin/review.html", context, status=status)


def _first_note(letter: Letter) -> str:
    """What its writer has to know if it cannot leave, in their language; else nothing."""
    obstacle = what_keeps_it(letter)
    if obstacle or planned_slot(letter):
        return obstacle
    with use_language(letter.language):
        return MailbagFull().sentence


def _sentence(problem: LetterProblem) -> str:
    """The same for the desk: problems speak to writers."""
    match problem:
        case ClaimedByOther() | NotClaimed():
            return problem.sentence
        case NotNow():
            return _("Nothing was changed: somebody has decided about this letter, or its writer took it back.")
        case MailbagFull():
            return _(
                "Not approved: this paper's mailbag is full for 90 days. The letter waits here. You can try again "
                "later, or send it back with the reason."
            )
    why = _("Not approved, because its writer would have to be told: “%(sentence)s” You can send it back with that.")
    return why % {"sentence": problem.sentence}


def _check_right(request: HttpRequest, pk: int) -> Letter:
    if not may_decide(request.user):
        raise PermissionDenied
    return _letter(pk)


def _letter(pk: int) -> Letter:
    rows = Letter.objects.filed().select_related("newspaper", "claimed_by", "confirmation")
    return get_object_or_404(rows, pk=pk)


def _to_letter(pk: int) -> HttpResponse:
    """The screen above, or where the letter stands if it waits no more."""
    return HttpResponseRedirect(reverse("letters_desk:review", args=[pk]))


def _to_queue() -> HttpResponse:
    return HttpResponseRedirect(reverse("letters_desk:queue"))
