"""Calls from beginning to end, as callers have them."""

from datetime import UTC, datetime

import pytest

from cms.officials.models import CallReport, DistrictOffice, Office
from tests.conftest import Clock
from tests.officials.bridge.conftest import NUMBER
from tests.officials.bridge.provider import GONE, SILENCE, STAR, Dialogue, Provider
from tests.officials.bridge.world import (
    ALMA,
    ILSE,
    INGO,
    JORDAN,
    LUIS,
    MARISOL,
    MCALLEN_OFFICE,
    MILO,
    MONA,
    PAT,
    ROSA,
    SAN_ANTONIO_OFFICE,
    SWITCHBOARD,
    office,
    vacate,
)

ENGLISH, SPANISH = "1", "2"
STAY = SILENCE  # "to skip, press star": nothing is pressed
SPOKE, MESSAGE, FULL = "1", "2", "3"
MEMBERS_ONE_BY_ONE = (STAY, "completed", SPOKE)

# 17:30 in Washington, 16:30 in Texas
ONLY_TEXAS_IS_OPEN = datetime(2026, 3, 3, 22, 30, tzinfo=UTC)
NOBODY_IS_OPEN = datetime(2026, 3, 4, 0, 30, tzinfo=UTC)


def outcomes() -> list[tuple[str, str]]:
    """(who, how it went) of every call that was recorded."""
    return [(str(row.office.key), row.outcome) for row in CallReport.objects.order_by("pk").select_related("office")]


def assert_ended_kindly(dialogue: Dialogue) -> None:
    assert dialogue.was_hung_up
    assert "Goodbye" in dialogue.said[-1][1]


def test_one_district_and_everybody_is_called(provider: Provider) -> None:
    dialogue = provider.call(
        ENGLISH, "78501", STAY, "completed", SPOKE, STAY, "completed", MESSAGE, STAY, "completed", FULL
    )
    assert dialogue.dialed == [ROSA, ALMA, PAT]
    assert dialogue.caller_ids == {NUMBER}
    assert dialogue.heard("Your ZIP code is 7, 8, 5, 0, 1.")
    assert dialogue.heard("Representative Rosa Ejemplo; Senator Alma Muestra; Senator Pat Sample")
    assert outcomes() == [
        ("house-TX-15", "spoke"),
        ("senator-TX-1", "left_message"),
        ("senator-TX-2", "mailbox_full"),
    ]
    assert set(CallReport.objects.values_list("channel", flat=True)) == {"bridge"}
    assert_ended_kindly(dialogue)


def test_the_welcome_is_in_both_languages(provider: Provider) -> None:
    dialogue = provider.call(GONE)
    assert [language for language, _text in dialogue.said] == ["en-US", "es-MX"]
    assert "Hello, this is Kinship." in dialogue.said[0][1]
    assert "For English, press 1." in dialogue.said[0][1]
    assert "English" not in dialogue.said[1][1]


class TestZip:
    def test_wrong_keys_and_then_the_right_ones(self, provider: Provider) -> None:
        dialogue = provider.call(ENGLISH, "78*0", "78501", *MEMBERS_ONE_BY_ONE * 3)
        assert dialogue.heard("That was not five digits.")
        assert len(dialogue.dialed) == 3

    def test_four_digits_and_the_pound_key(self, provider: Provider) -> None:
        dialogue = provider.call(ENGLISH, "7850#", "7850", "2")
        assert dialogue.text.count("That was not five digits.") == 2
        assert_ended_kindly(dialogue)

    def test_silence_twice_offers_the_switchboard(self, provider: Provider) -> None:
        dialogue = provider.call(ENGLISH, SILENCE, SILENCE, "1", "completed")
        assert dialogue.text.count("We did not hear any keys.") == 2
        assert dialogue.dialed == [SWITCHBOARD]
        assert_ended_kindly(dialogue)
        assert outcomes() == []

    def test_silence_to_the_end_says_goodbye(self, provider: Provider) -> None:
        dialogue = provider.call(ENGLISH, SILENCE, SILENCE, SILENCE)
        assert dialogue.dialed == []
        assert_ended_kindly(dialogue)

    @pytest.mark.parametrize(
        ("zip_code", "sentence"),
        [
            ("99999", "We do not know the ZIP code 9, 9, 9, 9, 9."),
            ("09012", "0, 9, 0, 1, 2 is for military mail"),
            ("10048", "no longer uses the ZIP code 1, 0, 0, 4, 8"),
            ("96941", "nobody in Congress"),
            ("75299", "We do not know where the ZIP code 7, 5, 2, 9, 9 is."),
            ("99546", "no list of members of Congress for the ZIP code 9, 9, 5, 4, 6"),
            ("00000", "We do not know the ZIP code 0, 0, 0, 0, 0."),
        ],
    )
    def test_where_there_is_no_answer_it_says_why_and_asks_again(
        self, provider: Provider, zip_code: str, sentence: str
    ) -> None:
        dialogue = provider.call(ENGLISH, zip_code, "78501", STAR, STAR, STAR)
        assert dialogue.heard(sentence)
        assert dialogue.text.count("Please enter the five digits") == 2
        assert_ended_kindly(dialogue)

    def test_a_post_office_box_is_a_guess(self, provider: Provider) -> None:
        dialogue = provider.call(ENGLISH, "78502", STAR, STAR, STAR)
        assert dialogue.heard("our best guess")

    def test_a_post_office_box_of_a_state_with_one_district(self, provider: Provider) -> None:
        dialogue = provider.call(ENGLISH, "05009")
        assert dialogue.heard("It is in no list of districts, but Vermont has only one.")
        assert not dialogue.heard("guess")

    def test_a_certain_answer_is_no_guess(self, provider: Provider) -> None:
        assert not provider.call(ENGLISH, "78501", STAR, STAR, STAR).heard("guess")

    def test_after_the_congress_ends_the_lines_may_differ(self, provider: Provider, clock: Clock) -> None:
        clock.move_to(datetime(2027, 1, 5, 15, tzinfo=UTC))
        assert provider.call(ENGLISH, "78501", STAR, STAR, STAR).heard("District lines may have changed")


class TestLanguage:
    def test_spanish(self, provider: Provider) -> None:
        dialogue = provider.call(SPANISH, "78501", STAR, STAR, STAR)
        assert {language for language, _text in dialogue.said[2:]} == {"es-MX"}

    def test_silence_hears_both_again_and_then_english(self, provider: Provider) -> None:
        dialogue = provider.call(SILENCE, SILENCE, "78501", STAR, STAR, STAR)
        assert [language for language, _text in dialogue.said[:4]] == ["en-US", "es-MX"] * 2
        assert {language for language, _text in dialogue.said[4:]} == {"en-US"}

    def test_a_wrong_key_and_then_spanish(self, provider: Provider) -> None:
        dialogue = provider.call("9", SPANISH, SILENCE, SILENCE, SILENCE)
        assert {language for language, _text in dialogue.said[4:]} == {"es-MX"}


class TestSplitZip:
    def test_the_second_district_is_chosen(self, provider: Provider) -> None:
        dialogue = provider.call(ENGLISH, "78589", "2", *MEMBERS_ONE_BY_ONE * 3)
        assert dialogue.heard("For Texas, district 15, Representative Rosa Ejemplo, press 1.")
        assert dialogue.heard("For Texas, district 28, Representative Luis Ejemplo, press 2.")
        assert dialogue.dialed == [LUIS, ALMA, PAT]

    def test_whoever_does_not_know_calls_only_senators(self, provider: Provider) -> None:
        dialogue = provider.call(ENGLISH, "78589", "0", *MEMBERS_ONE_BY_ONE * 2)
        assert dialogue.heard("house dot gov")
        assert dialogue.dialed == [ALMA, PAT]

    def test_a_key_without_meaning_is_asked_again(self, provider: Provider) -> None:
        dialogue = provider.call(ENGLISH, "78589", "7", "1", STAR, STAR, STAR)
        assert dialogue.heard("That key does nothing here.")
        assert dialogue.heard("We connect you with Representative Rosa Ejemplo")

    def test_silence_twice_means_not_known(self, provider: Provider) -> None:
        dialogue = provider.call(ENGLISH, "78589", SILENCE, SILENCE, STAR, STAR)
        assert dialogue.heard("house dot gov")
        assert dialogue.dialed == []

    def test_a_vacant_district_can_be_chosen(self, provider: Provider) -> None:
        vacate("house-TX-28")
        dialogue = provider.call(ENGLISH, "78589", "2", STAR, STAR)
        assert dialogue.heard("For Texas, district 28, whose seat is vacant, press 2.")
        assert dialogue.heard("The seat of Texas, district 28 in the House is vacant.")

    def test_of_two_states_only_the_senators_of_one_are_called(self, provider: Provider) -> None:
        dialogue = provider.call(ENGLISH, "60601", "0", "2", STAY, "busy")
        assert dialogue.heard("For Illinois, press 1.")
        assert dialogue.heard("For Indiana, press 2.")
        assert dialogue.dialed == [INGO]

    def test_a_district_of_two_states_brings_its_own_senators(self, provider: Provider) -> None:
        dialogue = provider.call(ENGLISH, "60601", "1", STAY, "busy")
        assert dialogue.dialed == [ILSE]
        assert not dialogue.heard("Ingo")

    def test_no_state_at_all_offers_the_switchboard(self, provider: Provider) -> None:
        dialogue = provider.call(ENGLISH, "60601", "0", "9", SILENCE, "1", "completed")
        assert dialogue.dialed == [SWITCHBOARD]


class TestWhoIsThere:
    def test_a_territory_has_no_senators(self, provider: Provider) -> None:
        dialogue = provider.call(ENGLISH, "00901", *MEMBERS_ONE_BY_ONE)
        assert dialogue.heard("Puerto Rico sends a resident commissioner to the House, and has no senators.")
        assert dialogue.heard("Resident Commissioner Marisol Ejemplo")
        assert dialogue.dialed == [MARISOL]

    def test_the_capital_has_a_delegate(self, provider: Provider) -> None:
        dialogue = provider.call(ENGLISH, "20500", *MEMBERS_ONE_BY_ONE)
        assert dialogue.heard("sends a delegate to the House, and has no senators.")
        assert dialogue.dialed == [JORDAN]

    def test_a_vacant_seat_is_said(self, provider: Provider) -> None:
        dialogue = provider.call(ENGLISH, "59718", *MEMBERS_ONE_BY_ONE * 2)
        assert dialogue.heard("The seat of Montana, district 1 in the House is vacant.")
        assert dialogue.heard("Senator Mona Muestra; Senator Milo Sample")
        assert dialogue.dialed == [MONA, MILO]

    def test_everybody_is_gone(self, provider: Provider) -> None:
        for key in ("senator-MT-1", "senator-MT-2"):
            vacate(key)
        dialogue = provider.call(ENGLISH, "59718")
        assert dialogue.text.count("is vacant") == 3
        assert_ended_kindly(dialogue)

    def test_an_office_without_a_phone_is_said(self, provider: Provider) -> None:
        Office.objects.filter(key="senator-TX-1").update(phone="")
        dialogue = provider.call(ENGLISH, "78501", *MEMBERS_ONE_BY_ONE * 2)
        assert dialogue.heard("We have no phone number for Senator Alma Muestra.")
        assert dialogue.dialed == [ROSA, PAT]


class TestConnections:
    def test_busy_and_then_the_next(self, provider: Provider) -> None:
        dialogue = provider.call(ENGLISH, "78501", STAY, "busy", STAY, "no-answer", STAY, "failed")
        assert dialogue.dialed == [ROSA, ALMA, PAT]
        assert [outcome for _key, outcome in outcomes()] == ["no_answer"] * 3
        for sentence in ("The line was busy.", "Nobody answered.", "The call did not go through."):
            assert dialogue.heard(sentence)

    def test_star_skips_before_the_call(self, provider: Provider) -> None:
        dialogue = provider.call(ENGLISH, "78501", STAR, *MEMBERS_ONE_BY_ONE, STAR)
        assert dialogue.dialed == [ALMA]
        assert outcomes() == [("senator-TX-1", "spoke")]

    def test_star_ends_a_call_and_star_goes_on(self, provider: Provider) -> None:
        dialogue = provider.call(ENGLISH, "78501", STAY, STAR, STAR, STAY, STAR, SPOKE, STAR)
        assert dialogue.dialed == [ROSA, ALMA]
        assert outcomes() == [("senator-TX-1", "spoke")]

    def test_star_while_it_rings_counts_as_nothing(self, provider: Provider) -> None:
        provider.call(ENGLISH, "78501", STAY, "canceled", STAR, STAR)
        assert outcomes() == []

    def test_a_full_mailbox(self, provider: Provider) -> None:
        provider.call(ENGLISH, "78501", STAY, "completed", FULL, STAR, STAR)
        assert outcomes() == [("house-TX-15", "mailbox_full")]

    def test_silence_after_a_call_says_nothing_about_it(self, provider: Provider) -> None:
        dialogue = provider.call(ENGLISH, "78501", STAY, "completed", SILENCE, STAR, STAR)
        assert outcomes() == []
        assert dialogue.heard("We connect you with Senator Alma Muestra")

    def test_a_wrong_outcome_is_asked_once_more(self, provider: Provider) -> None:
        dialogue = provider.call(ENGLISH, "78501", STAY, "completed", "8", MESSAGE, STAY, "completed", "8", "9", STAR)
        assert dialogue.text.count("That key does nothing here.") == 2
        assert outcomes() == [("house-TX-15", "left_message")]

    def test_whoever_hangs_up_during_a_call_leaves_nothing_behind(self, provider: Provider) -> None:
        dialogue = provider.call(ENGLISH, "78501", STAY, GONE)
        assert dialogue.dialed == [ROSA]
        assert outcomes() == []

    def test_an_office_deleted_during_the_call_is_passed_over(self, provider: Provider) -> None:
        dialogue = provider.call(ENGLISH, "78501", STAY, "completed", SPOKE, GONE)
        office("senator-TX-1").delete()
        again = provider.post("/phone/ready/6/", form_of(dialogue))
        assert again[0] == 200
        assert "Senator Pat Sample" in again[1]


def form_of(dialogue: Dialogue, **fields: str) -> dict[str, str]:
    return {"CallSid": dialogue.sid, "From": "+19565550177", "CallStatus": "in-progress", **fields}


class TestClosedOffices:
    def test_the_nearest_open_branch_is_offered(self, provider: Provider, clock: Clock) -> None:
        clock.move_to(ONLY_TEXAS_IS_OPEN)
        dialogue = provider.call(ENGLISH, "78501", "2", "completed", SPOKE, "3", "3")
        assert dialogue.heard("The office of Representative Rosa Ejemplo is closed now.")
        assert dialogue.heard("It opens on Wednesday at 9 AM, by the clock there.")
        assert dialogue.heard("For the local office in McAllen, which is open, press 2.")
        assert dialogue.dialed == [MCALLEN_OFFICE]
        [report] = CallReport.objects.all()
        assert (report.outcome, report.branch) == ("spoke", DistrictOffice.objects.get(city="McAllen"))

    def test_nearest_is_by_the_zip_code(self, provider: Provider, clock: Clock) -> None:
        clock.move_to(ONLY_TEXAS_IS_OPEN)
        DistrictOffice.objects.filter(city="McAllen").update(closed_on="2026-01-01")
        dialogue = provider.call(ENGLISH, "78501", "2", "busy", "3", "3")
        assert dialogue.dialed == [SAN_ANTONIO_OFFICE]
        assert outcomes() == [("house-TX-15", "no_answer")]

    def test_the_call_after_a_branch_is_to_washington_again(self, provider: Provider, clock: Clock) -> None:
        clock.move_to(ONLY_TEXAS_IS_OPEN)
        provider.call(ENGLISH, "78501", "2", "busy", "1", "completed", MESSAGE, "3")
        assert list(CallReport.objects.order_by("pk").values_list("branch__city", flat=True)) == ["McAllen", None]

    def test_a_message_can_be_left_at_night(self, provider: Provider, clock: Clock) -> None:
        clock.move_to(NOBODY_IS_OPEN)
        dialogue = provider.call(ENGLISH, "78501", "1", "completed", MESSAGE, "3", "3")
        assert not dialogue.heard("For the local office")
        assert dialogue.dialed == [ROSA]
        assert outcomes() == [("house-TX-15", "left_message")]

    def test_the_next_is_offered(self, provider: Provider, clock: Clock) -> None:
        clock.move_to(NOBODY_IS_OPEN)
        dialogue = provider.call(ENGLISH, "78501", "3", STAR, "3")
        assert dialogue.dialed == []
        assert dialogue.text.count("is closed now") == 3

    def test_a_key_that_was_not_offered_is_asked_again_once(self, provider: Provider, clock: Clock) -> None:
        clock.move_to(NOBODY_IS_OPEN)
        dialogue = provider.call(ENGLISH, "78501", "2", "2", SILENCE, "3", "3")
        assert dialogue.text.count("Rosa Ejemplo is closed now") == 2
        assert dialogue.text.count("Alma Muestra is closed now") == 2
        assert dialogue.text.count("Pat Sample is closed now") == 1

    def test_before_nine_it_opens_today(self, provider: Provider, clock: Clock) -> None:
        clock.move_to(datetime(2026, 3, 3, 13, tzinfo=UTC))
        assert provider.call(ENGLISH, "00901", "3").heard("It opens today at 9 AM, by the clock there.")

    def test_a_holiday_is_said(self, provider: Provider, clock: Clock) -> None:
        clock.move_to(datetime(2026, 7, 3, 15, tzinfo=UTC))
        dialogue = provider.call(ENGLISH, "00901", "3")
        assert dialogue.heard("Today is a federal holiday. It opens on Monday at 9 AM")

    def test_an_office_whose_hours_nobody_knows_is_called(self, provider: Provider, clock: Clock) -> None:
        clock.move_to(NOBODY_IS_OPEN)
        Office.objects.filter(key="house-PR-0").update(time_zone="")
        assert provider.call(ENGLISH, "00901", *MEMBERS_ONE_BY_ONE).dialed == [MARISOL]
