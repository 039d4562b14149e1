"""Limits per sender: fair, forgetful, and never a reason to lose anything."""

from typing import Any

import pytest
from axes.models import AccessAttempt
from django.core.cache import cache
from django.test import Client, RequestFactory
from pytest_django import Settings

from cms.core import throttle
from cms.core.throttle import allow, client_address, sender_address, sender_hash


def from_address(remote: str, forwarded: str = "") -> Any:
    headers: dict[str, Any] = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return RequestFactory().get("/", REMOTE_ADDR=remote, **headers)


class TestAddress:
    def test_without_a_proxy_nobody_can_pretend(self, settings: Settings) -> None:
        settings.TRUSTED_PROXIES = 0
        assert client_address(from_address("203.0.113.9", "198.51.100.1")) == "203.0.113.9"

    def test_behind_one_proxy_the_last_hop_counts(self, settings: Settings) -> None:
        settings.TRUSTED_PROXIES = 1
        assert client_address(from_address("127.0.0.1", "6.6.6.6, 198.51.100.1")) == "198.51.100.1"

    def test_behind_two_proxies_the_one_before_counts(self, settings: Settings) -> None:
        settings.TRUSTED_PROXIES = 2
        assert client_address(from_address("127.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.1")) == "198.51.100.1"

    @pytest.mark.parametrize("forwarded", ["", " , ,"])
    def test_a_missing_header_falls_back_to_the_connection(self, settings: Settings, forwarded: str) -> None:
        settings.TRUSTED_PROXIES = 1
        assert client_address(from_address("127.0.0.1", forwarded)) == "127.0.0.1"


class TestSender:
    def test_the_name_does_not_contain_the_address(self) -> None:
        name = sender_hash(from_address("203.0.113.9"))
        assert "203" not in name or len(name) == 32
        assert name == sender_hash(from_address("203.0.113.9"))
        assert name != sender_hash(from_address("203.0.113.10"))

    @pytest.mark.parametrize("other", ["2001:db8:1:2::ffff", "2001:db8:1:2:9:9:9:9", "2001:db8:1:2::1%eth0"])
    def test_one_household_cannot_change_its_address_to_start_again(self, other: str) -> None:
        assert sender_hash(from_address("2001:db8:1:2::1")) == sender_hash(from_address(other))

    def test_the_neighbors_are_others(self) -> None:
        assert sender_hash(from_address("2001:db8:1:2::1")) != sender_hash(from_address("2001:db8:1:3::1"))
        assert sender_hash(from_address("::ffff:203.0.113.9")) == sender_hash(from_address("203.0.113.9"))
        assert sender_hash(from_address("::ffff:203.0.113.9")) != sender_hash(from_address("::ffff:203.0.113.8"))

    @pytest.mark.parametrize("odd", ["", "unix:", "999.1.1.1"])
    def test_an_odd_address_is_a_sender_too(self, odd: str) -> None:
        assert len(sender_hash(from_address(odd))) == 32

    def test_tomorrow_it_is_another(self, clock: Any) -> None:
        today = sender_hash(from_address("203.0.113.9"))
        clock.forward(days=1)
        assert sender_hash(from_address("203.0.113.9")) != today


class TestLimit:
    def test_counts_up_to_the_limit(self) -> None:
        answers = [allow("share", "someone", limit=3, seconds=60) for _ in range(5)]
        assert answers == [True, True, True, False, False]

    def test_senders_and_actions_do_not_share_a_count(self) -> None:
        assert allow("share", "a", limit=1, seconds=60)
        assert allow("share", "b", limit=1, seconds=60)
        assert allow("letter", "a", limit=1, seconds=60)
        assert not allow("share", "a", limit=1, seconds=60)

    def test_it_forgets(self, clock: Any) -> None:
        assert allow("share", "a", limit=1, seconds=60)
        clock.forward(seconds=61)
        assert allow("share", "a", limit=1, seconds=60)

    def test_a_broken_cache_lets_people_through(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(*args: object, **kwargs: object) -> None:
            raise ConnectionError("no cache today")

        monkeypatch.setattr(throttle, "cache", type("Broken", (), {"add": broken, "incr": broken})())
        assert all(allow("share", "a", limit=1, seconds=60) for _ in range(3))

    def test_a_count_that_vanishes_between_two_steps_lets_people_through(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(cache, "add", lambda *args, **kwargs: False)
        assert allow("share", "nobody-yet", limit=1, seconds=60)


@pytest.mark.django_db
class TestLogIn:
    """Guessing a password: who guesses is locked out, nobody else is, and no address is written down."""

    @staticmethod
    def log_in(forwarded: str, password: str = "wrong") -> int:
        form = {"username": "rosa", "password": password}
        headers: dict[str, Any] = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": forwarded}
        return int(Client().post("/admin/login/", form, **headers).status_code)

    def test_behind_a_proxy_only_the_guesser_is_locked_out(
        self, settings: Settings, django_user_model: type[Any]
    ) -> None:
        settings.AXES_ENABLED, settings.TRUSTED_PROXIES = True, 1
        django_user_model.objects.create_superuser("rosa", "rosa@example.org", "the right one")
        codes = [self.log_in(f"203.0.113.{number}, 198.51.100.1") for number in range(settings.AXES_FAILURE_LIMIT + 1)]
        assert codes[0] == 200
        assert codes[-1] == 429
        assert self.log_in("198.51.100.1", "the right one") == 429
        assert self.log_in("198.51.100.2", "the right one") == 302

    def test_no_address_is_stored(self, settings: Settings, django_user_model: type[Any]) -> None:
        settings.AXES_ENABLED, settings.TRUSTED_PROXIES = True, 1
        request = from_address("127.0.0.1", "198.51.100.1")
        self.log_in("198.51.100.1")
        (attempt,) = AccessAttempt.objects.all()
        assert attempt.ip_address == sender_address(request)
        assert "198.51" not in str(vars(attempt))
