"""What is said, in both languages: never empty, never untranslated."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.utils.translation import trans_real

from tests.conftest import Clock
from tests.officials.bridge.provider import GONE, SILENCE, STAR, Dialogue, Provider
from tests.officials.bridge.test_dialogues import MEMBERS_ONE_BY_ONE, NOBODY_IS_OPEN, ONLY_TEXAS_IS_OPEN, SPANISH, STAY

BEGIN, END = "⟦", "⟧"


@pytest.fixture
def marked_spanish(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spanish in which each text that went through the catalog stands in brackets."""
    catalog = trans_real.translation("es")
    monkeypatch.setattr(catalog, "gettext", lambda text: f"{BEGIN}{text}{END}")


def outside_of_brackets(text: str) -> Iterator[str]:
    depth = 0
    for letter in text:
        depth += (letter == BEGIN) - (letter == END)
        if depth == 0 and letter != END:
            yield letter


SCRIPTS = [
    (SILENCE, GONE),
    (SPANISH, "1", SILENCE, "1", "completed"),
    (SPANISH, "09012", "10048", SILENCE),
    (SPANISH, "96941", "75299", SILENCE),
    (SPANISH, "99546", "99999", SILENCE),
    (SPANISH, "78502", *MEMBERS_ONE_BY_ONE, STAY, "busy", STAY, "no-answer"),
    (SPANISH, "05009"),
    (SPANISH, "78501", STAY, "failed", STAY, "completed", "9", "9", STAR),
    (SPANISH, "78589", "9", "0", STAR, STAR),
    (SPANISH, "60601", "0", "2", STAR),
    (SPANISH, "00901", STAR),
    (SPANISH, "20500", STAR),
    (SPANISH, "59718", STAR, STAR),
]


@pytest.mark.usefixtures("marked_spanish")
class TestSpanish:
    @pytest.mark.parametrize("script", SCRIPTS, ids=["-".join(script) for script in SCRIPTS])
    def test_every_sentence_comes_from_the_catalog(self, provider: Provider, script: tuple[str, ...]) -> None:
        assert_translated(provider.call(*script))

    @pytest.mark.parametrize("moment", [ONLY_TEXAS_IS_OPEN, NOBODY_IS_OPEN, datetime(2026, 7, 3, 12, tzinfo=UTC)])
    def test_of_closed_offices_too(self, provider: Provider, clock: Clock, moment: datetime) -> None:
        clock.move_to(moment)
        assert_translated(provider.call(SPANISH, "00901", SILENCE, SILENCE))
        assert_translated(
            provider.call(SPANISH, "78501", "2", *(("busy",) if moment == ONLY_TEXAS_IS_OPEN else ("3",)), "3", "3")
        )

    def test_the_refusal_and_the_apology_too(self, provider: Provider) -> None:
        body = provider.post("/phone/zip/1/", {"CallSid": "CA-unknown"})[1]
        for number in range(21):
            body += provider.post("/phone/", {"CallSid": f"CA{number}", "From": "+19565550177"})[1]
        assert body.count('es-MX">⟦') == 22


def assert_translated(dialogue: Dialogue) -> None:
    spanish = [text for language, text in dialogue.said if language == "es-MX"]
    assert spanish
    for text in spanish:
        assert "".join(outside_of_brackets(text)).strip(" ;") == "", text


def test_names_are_said_plainly(provider: Provider) -> None:
    """Markup and line ends of a name never reach the phone company's reader."""
    dialogue = provider.call("1", "78501", STAR, STAR, STAR)
    assert all("\n" not in text and "%" not in text for _language, text in dialogue.said)
