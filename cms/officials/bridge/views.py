"""The door for the provider: signed requests only."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseForbidden
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from cms.officials.bridge.dialogue import reply
from cms.officials.bridge.heard import heard_in
from cms.officials.bridge.signature import is_signed


@csrf_exempt  # the signature proves more than a cookie could
@sensitive_post_parameters()
@require_POST
def answer(request: HttpRequest, step: str, turn: int = 0) -> HttpResponse:
    """What the caller hears next."""
    if not is_signed(request):
        return HttpResponseForbidden()
    call_id = request.POST.get("CallSid", "")
    if not call_id:
        return HttpResponseBadRequest()
    xml = reply(call_id=call_id, step=step, turn=turn, heard=heard_in(request.POST))
    return HttpResponse(xml, content_type="text/xml; charset=utf-8", headers={"Cache-Control": "no-store, private"})
