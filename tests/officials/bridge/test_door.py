"""Who may speak to the line: signed requests, and no others, at every address it has."""

import urllib.request
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver
from pytest_django import Settings

from cms.officials.bridge.dialogue import STEPS
from cms.officials.models import BridgeCall
from tests.conftest import Clock
from tests.officials.bridge.conftest import read_addresses_again
from tests.officials.bridge.provider import Provider, send

FORM = {"CallSid": "CA" + "1" * 32, "From": "+19565550177", "CallStatus": "ringing"}


def addresses() -> list[str]:
    """Every address of the site below /phone/, as its resolver knows them."""
    found = [route for route in _routes(get_resolver(), "") if route.startswith("phone/")]
    return ["/" + route.replace("<int:turn>", "1") for route in found]


def _routes(resolver: URLResolver, prefix: str) -> Iterator[str]:
    for one in resolver.url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLPattern):
            yield route
        elif not route.startswith("admin/"):
            yield from _routes(one, route)


def test_there_is_an_address_for_each_step(phone_line: Settings) -> None:
    assert len(addresses()) == len(STEPS) > 8


class TestSignature:
    @pytest.mark.parametrize("signature", ["", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "ñ".encode().decode("latin-1")])
    def test_forged_and_missing_ones_are_refused_everywhere(self, provider: Provider, signature: str) -> None:
        for path in addresses():
            assert provider.post(path, FORM, signature=signature) == (403, "")
        assert not BridgeCall.objects.exists()

    def test_another_token_is_refused_everywhere(self, provider: Provider) -> None:
        provider.token = "another token"
        assert {provider.post(path, FORM) for path in addresses()} == {(403, "")}

    def test_a_field_changed_on_the_way_is_refused(self, provider: Provider) -> None:
        mark = provider.sign(f"{provider.url}/phone/", FORM)
        assert provider.post("/phone/", {**FORM, "From": "+12025550100"}, signature=mark)[0] == 403
        assert provider.post("/phone/", {**FORM, "Digits": "1"}, signature=mark)[0] == 403
        assert provider.post("/phone/", FORM, signature=mark)[0] == 200

    def test_a_signature_is_of_one_address(self, provider: Provider) -> None:
        mark = provider.sign(f"{provider.url}/phone/", FORM)
        assert provider.post("/phone/?x=1", FORM, signature=mark)[0] == 403
        assert provider.post("/phone/zip/1/", FORM, signature=mark)[0] == 403

    def test_the_address_is_the_public_one_whatever_a_proxy_calls_it(
        self, provider: Provider, phone_line: Settings
    ) -> None:
        phone_line.PUBLIC_URL = "https://www.example.org"
        inside = provider.sign(f"{provider.url}/phone/", FORM)
        outside = provider.sign("https://www.example.org/phone/", FORM)
        assert provider.post("/phone/", FORM, signature=inside)[0] == 403
        assert provider.post("/phone/", FORM, signature=outside)[0] == 200


class TestRequests:
    def test_only_post_is_answered(self, provider: Provider) -> None:
        for path in addresses():
            request = urllib.request.Request(provider.url + path)
            request.add_header("X-Twilio-Signature", provider.sign(provider.url + path, {}))
            assert send(request)[0] == 405

    def test_no_cookie_is_needed(self, provider: Provider) -> None:
        form = {"CallSid": "CA2"}
        client = Client(enforce_csrf_checks=True)
        mark = provider.sign(f"{provider.url}/phone/", form)
        response = client.post("/phone/", form, headers={"X-Twilio-Signature": mark})
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
        assert "no-store" in response.headers["Cache-Control"]
        assert not response.cookies

    def test_without_a_call_nothing_can_be_said(self, provider: Provider) -> None:
        assert {provider.post(path, {"From": "+1"}) for path in addresses()} == {(400, "")}

    def test_a_call_that_nobody_knows_is_asked_to_call_again(self, provider: Provider) -> None:
        for path in set(addresses()) - {"/phone/"}:
            status, body = provider.post(path, FORM)
            assert status == 200
            assert "Please call again." in body
            assert body.endswith("<Hangup /></Response>")
        assert not BridgeCall.objects.exists()

    @pytest.mark.parametrize("digits", ["١٢٣٤٥", "7850\u00b2", "-1", "1" * 5000, "<x>", "\x00"])
    def test_odd_keys_are_wrong_keys(self, provider: Provider, digits: str) -> None:
        provider.post("/phone/", FORM)
        for turn, step in enumerate(["language", "language", "zip", "zip", "switchboard"], start=1):
            assert (
                provider.post(f"/phone/{step}/{turn}/", {**FORM, "CallStatus": "in-progress", "Digits": digits})[0]
                == 200
            )
        assert BridgeCall.objects.get().turn == 6


@pytest.mark.django_db
class TestWithoutALine:
    def test_no_address_exists(self, client: Client) -> None:
        assert addresses() == []
        for path in ("/phone/", "/phone/zip/1/"):
            assert client.post(path, FORM, follow=True).status_code == 404

    @pytest.mark.parametrize("missing", ["PHONE_BRIDGE_TOKEN", "PHONE_BRIDGE_NUMBER"])
    def test_half_a_line_is_none(self, phone_line: Settings, missing: str) -> None:
        assert addresses()
        setattr(phone_line, missing, "")
        read_addresses_again()
        assert addresses() == []


class TestLimit:
    def test_somebody_who_calls_all_day_is_asked_to_wait(self, provider: Provider, clock: Clock) -> None:
        last = [provider.post("/phone/", {**FORM, "CallSid": f"CA{number}"})[1] for number in range(21)]
        assert "<Gather" in last[19]
        assert "You have called many times today." in last[20]
        assert "es-MX" in last[20]
        assert last[20].endswith("<Hangup /></Response>")
        other = provider.post("/phone/", {**FORM, "CallSid": "CA-other", "From": "+19565550178"})[1]
        assert "<Gather" in other
        clock.forward(days=1)
        assert "<Gather" in provider.post("/phone/", {**FORM, "CallSid": "CA-tomorrow"})[1]

    @pytest.mark.parametrize("hidden", ["anonymous", "RESTRICTED", ""])
    def test_whoever_hides_a_number_shares_a_wider_limit(self, provider: Provider, hidden: str) -> None:
        calls = [provider.post("/phone/", {**FORM, "CallSid": f"CA{number}", "From": hidden}) for number in range(25)]
        assert all("<Gather" in body for _status, body in calls)

    def test_a_repeated_request_does_not_count(self, provider: Provider) -> None:
        for _again in range(30):
            assert "<Gather" in provider.post("/phone/", FORM)[1]
