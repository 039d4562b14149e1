"""The network fails and the provider asks again: nobody is skipped, nothing counts twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from cms.officials.models import BridgeCall, CallReport
from tests.officials.bridge.provider import STAR, Provider
from tests.officials.bridge.test_dialogues import ENGLISH, MEMBERS_ONE_BY_ONE, STAY
from tests.officials.bridge.world import ALMA, PAT, ROSA

pytestmark = pytest.mark.core
FORM = {"CallSid": "CA" + "2" * 32, "From": "+19565550177", "CallStatus": "in-progress"}


@pytest.fixture
def stuttering(provider: Provider) -> Provider:
    provider.is_stuttering = True
    return provider


def test_every_request_twice_is_the_same_call(stuttering: Provider) -> None:
    dialogue = stuttering.call(ENGLISH, "78501", *MEMBERS_ONE_BY_ONE * 3)
    assert dialogue.dialed == [ROSA, ALMA, PAT]
    assert CallReport.objects.count() == 3


def test_wrong_keys_twice_count_once(stuttering: Provider) -> None:
    dialogue = stuttering.call(ENGLISH, "1", "78589", "9", "1", STAR, STAY, "busy", STAR)
    assert dialogue.text.count("That was not five digits.") == 1
    assert CallReport.objects.get().office.key == "senator-TX-1"


def test_a_late_repetition_hears_where_the_call_is_and_changes_nothing(provider: Provider) -> None:
    provider.post("/phone/", FORM)
    provider.post("/phone/language/1/", {**FORM, "Digits": "1"})
    now = provider.post("/phone/zip/2/", {**FORM, "Digits": "78501"})
    assert "Rosa Ejemplo" in now[1]
    for path, digits in (("/phone/language/1/", "2"), ("/phone/", ""), ("/phone/zip/2/", "00901")):
        assert provider.post(path, {**FORM, "Digits": digits}) == now
    call = BridgeCall.objects.get()
    assert (call.language, call.zip, call.turn) == ("en", "78501", 3)


def test_a_turn_that_is_still_to_come_is_not_taken(provider: Provider) -> None:
    now = provider.post("/phone/", FORM)
    assert provider.post("/phone/zip/7/", {**FORM, "Digits": "78501"}) == now
    assert BridgeCall.objects.get().turn == 1


def test_at_the_same_moment(provider: Provider) -> None:
    provider.post("/phone/", FORM)
    provider.post("/phone/language/1/", {**FORM, "Digits": "1"})
    provider.post("/phone/zip/2/", {**FORM, "Digits": "78501"})
    provider.post("/phone/ready/3/", FORM)
    provider.post("/phone/called/4/", {**FORM, "DialCallStatus": "completed"})
    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(lambda _: provider.post("/phone/outcome/5/", {**FORM, "Digits": "1"}), range(8)))
    [(status, body)] = answers
    assert status == 200
    assert "Alma Muestra" in body
    assert CallReport.objects.get().outcome == "spoke"


def test_two_callers_do_not_meet(provider: Provider) -> None:
    other = {**FORM, "CallSid": "CA" + "3" * 32}
    for form, zip_code in ((FORM, "78501"), (other, "00901")):
        provider.post("/phone/", form)
        provider.post("/phone/language/1/", {**form, "Digits": "1"})
        provider.post("/phone/zip/2/", {**form, "Digits": zip_code})
    assert "+12025550115" in provider.post("/phone/ready/3/", FORM)[1]
    assert "+12025550103" in provider.post("/phone/ready/3/", other)[1]
