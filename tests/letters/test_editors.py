"""The editor's link: what each button does to the paper's record, and how it is undone."""

import pytest

from cms.letters import services
from cms.letters.care import care_for_letters
from cms.letters.links import editor_token, editor_url
from cms.letters.message import compose
from cms.letters.models import Delivery, Letter, Newspaper, PaperAnswer, Status
from cms.letters.problems import NotNow, NotOffered, UnknownLink
from cms.outbox.delivery import deliver_one
from cms.outbox.models import OutgoingEmail
from cms.outbox.services import record_bounce
from tests.factories.letters import asked, confirmed, draft, link_of, paper, taken
from tests.factories.site import person

pytestmark = [pytest.mark.core, pytest.mark.django_db]
Kind = PaperAnswer.Kind


def sent(newspaper=None, **values):
    """A letter that the paper's mail server took."""
    letter = confirmed(newspaper, **values)
    deliver_one(Delivery.objects.get(confirmation__letter=letter).email_id)
    return Letter.objects.get(pk=letter.pk)


def answer(letter, kind, **values):
    return services.answer_as_editor(token=editor_token(letter), kind=kind, **values)


def paper_of(letter):
    return Newspaper.objects.get(pk=letter.newspaper_id)


def caps(letter):
    found = paper_of(letter)
    return found.cap_per_day, found.cap_per_week


class TestTheLink:
    def test_it_stands_at_the_end_of_the_paper_s_mail_and_nowhere_else(self, mail_server, site, clock):
        letter = confirmed(paper(letters_email="letters@courier.example"))
        assert editor_url(letter) not in compose(letter).body
        assert "Here the editor finds a private link" in compose(letter).body
        for email in OutgoingEmail.objects.all():
            deliver_one(email.pk)
        for email in OutgoingEmail.objects.filter(kind="letters.accepted"):
            deliver_one(email.pk)
        to_paper = [mail for mail in mail_server.received if mail.recipients == ("letters@courier.example",)]
        others = [mail for mail in mail_server.received if mail not in to_paper]
        assert to_paper[0].text.rstrip().endswith(editor_url(letter))
        assert others
        assert all("/editor/" not in mail.text for mail in others)

    def test_it_is_in_the_paper_s_language(self, site, clock):
        assert "/es/" in editor_url(sent(paper(language="es"), language="en"))

    @pytest.mark.parametrize("forge", [lambda token: token[:-1], lambda token: token.split(".")[0], str.upper])
    def test_a_forged_one_opens_nothing(self, site, clock, forge):
        with pytest.raises(UnknownLink):
            services.find_editor_letter(forge(editor_token(sent())))

    def test_one_letter_s_signature_opens_no_other(self, site, clock):
        one, other = sent(), sent(full_name="Ann Roe", email="ann@example.org")
        mixed = f"{one.mail_token}.{editor_token(other).split('.')[1]}"
        with pytest.raises(UnknownLink):
            services.find_editor_letter(mixed)

    def test_the_writer_s_own_secrets_open_nothing(self, site, clock):
        letter = sent()
        for token in (letter.token, letter.mail_token, str(letter.pk), ""):
            with pytest.raises(UnknownLink):
                services.find_editor_letter(token)

    @pytest.mark.parametrize("make", [draft, asked, confirmed])
    def test_a_letter_that_has_not_left_has_no_editor(self, site, clock, make):
        with pytest.raises(UnknownLink):
            services.find_editor_letter(editor_token(make()))

    def test_it_ends_after_28_days(self, site, clock):
        letter = sent()
        clock.forward(days=27, hours=23)
        assert answer(letter, Kind.PRINTED).is_standing
        clock.forward(hours=1)
        with pytest.raises(UnknownLink):
            answer(letter, Kind.NONE)
        assert paper_of(letter).is_active

    def test_an_erased_letter_cannot_be_looked_at(self, site, clock):
        letter = sent()
        Letter.objects.update(text="", erased_at="2026-03-03T00:00Z")
        with pytest.raises(UnknownLink):
            services.find_editor_letter(editor_token(letter))


class TestAboutTheLetter:
    def test_printed_with_a_link(self, site, clock):
        letter = sent()
        answer(letter, Kind.PRINTED, url="https://courier.example/a")
        letter.refresh_from_db()
        assert (letter.printed, letter.printed_url) == ("yes", "https://courier.example/a")

    def test_the_same_button_again_changes_nothing(self, site, clock):
        letter = sent()
        first = answer(letter, Kind.PRINTED, url="https://courier.example/a")
        assert answer(letter, Kind.PRINTED) == first
        assert answer(letter, Kind.PRINTED, url="https://courier.example/a") == first
        letter.refresh_from_db()
        assert letter.printed_url == "https://courier.example/a"
        assert PaperAnswer.objects.count() == 1

    def test_a_better_link_takes_the_place_of_the_first(self, site, clock):
        letter = sent()
        answer(letter, Kind.PRINTED, url="https://courier.example/a")
        answer(letter, Kind.PRINTED, url="https://courier.example/b")
        letter.refresh_from_db()
        assert letter.printed_url == "https://courier.example/b"
        assert PaperAnswer.objects.standing().count() == 1

    def test_not_for_us_takes_the_place_of_printed(self, site, clock):
        letter = sent()
        answer(letter, Kind.PRINTED, url="https://courier.example/a")
        answer(letter, Kind.NOT_FOR_US)
        letter.refresh_from_db()
        assert (letter.printed, letter.printed_url) == ("no", "")
        assert [one.kind for one in PaperAnswer.objects.standing()] == [Kind.NOT_FOR_US]

    def test_taken_back_nobody_has_said_anything(self, site, clock):
        letter = sent()
        answer(letter, Kind.PRINTED)
        services.take_back_as_editor(token=editor_token(letter), kind=Kind.PRINTED)
        services.take_back_as_editor(token=editor_token(letter), kind=Kind.PRINTED)
        letter.refresh_from_db()
        assert letter.printed == ""
        assert not PaperAnswer.objects.standing().exists()

    def test_a_link_or_mailbox_under_the_wrong_button_is_dropped(self, site, clock):
        letter = sent()
        given = answer(letter, Kind.FEWER, url="https://x.example/", mailbox="x@example.org")
        assert (given.url, given.mailbox) == ("", "")


class TestFewer:
    @pytest.mark.parametrize(
        ("before", "after"), [((1, 3), (1, 1)), ((4, 9), (2, 4)), ((1, 1), (1, 1)), ((2, 2), (1, 1))]
    )
    def test_halves_the_caps_and_leaves_one_a_week(self, site, clock, before, after):
        letter = sent(paper(cap_per_day=before[0], cap_per_week=before[1]))
        answer(letter, Kind.FEWER)
        assert caps(letter) == after

    def test_one_letter_halves_once(self, site, clock):
        letter = sent(paper(cap_per_day=8, cap_per_week=16))
        for _ in range(5):
            answer(letter, Kind.FEWER)
        assert caps(letter) == (4, 8)

    def test_two_letters_halve_twice_and_come_back_in_any_order_without_harm(self, site, clock):
        newspaper = paper(cap_per_day=8, cap_per_week=16, frequency_days=0)
        one, two = sent(newspaper), sent(newspaper, full_name="Ann Roe", email="ann@example.org")
        answer(one, Kind.FEWER)
        answer(two, Kind.FEWER)
        assert caps(one) == (2, 4)
        services.take_back_as_editor(token=editor_token(two), kind=Kind.FEWER)
        services.take_back_as_editor(token=editor_token(one), kind=Kind.FEWER)
        assert caps(one) == (8, 16)

    def test_taking_it_back_leaves_what_the_desk_has_set_since(self, site, clock):
        letter = sent(paper(cap_per_day=4, cap_per_week=8))
        answer(letter, Kind.FEWER)
        Newspaper.objects.update(cap_per_day=1, cap_per_week=2)
        services.take_back_as_editor(token=editor_token(letter), kind=Kind.FEWER)
        assert caps(letter) == (1, 2)


class TestNone:
    def test_no_letter_ever_leaves_again_and_waiting_writers_are_told(self, mail_server, site, clock):
        newspaper = paper(name="The Courier", frequency_days=0, letters_email="letters@courier.example")
        first = sent(newspaper)
        waiting = confirmed(newspaper, full_name="Ann Roe", email="ann@example.org")
        held = asked(newspaper, needs_review=True, full_name="Ben Poe", email="ben@example.org")
        services.confirm_letter(token=link_of(held))
        unconfirmed = asked(newspaper, full_name="Cai Loe", email="cai@example.org")
        answer(first, Kind.NONE)
        assert not paper_of(first).may_be_offered
        desk = person("Letters desk")
        with pytest.raises(NotOffered):
            services.approve_letter(letter_id=taken(held, desk).pk, user_id=desk.pk)
        services.return_letter(letter_id=held.pk, user_id=desk.pk, note="The paper takes no more letters.")
        with pytest.raises(NotOffered):
            services.confirm_letter(token=link_of(unconfirmed))
        with pytest.raises(NotOffered):
            services.start_letter(newspaper_id=newspaper.pk, language="en", submission_key="new")
        clock.forward(days=21)
        for delivery in Delivery.objects.exclude(confirmation__letter=first):
            deliver_one(delivery.email_id)
        waiting.refresh_from_db()
        assert waiting.status == Status.FAILED
        for email in OutgoingEmail.objects.filter(kind__in=["letters.failed", "letters.returned"]):
            deliver_one(email.pk)
        recipients = [mail.recipients for mail in mail_server.received]
        assert recipients.count(("letters@courier.example",)) == 1
        assert ("ann@example.org",) in recipients
        assert ("ben@example.org",) in recipients

    def test_taken_back_letters_are_welcome_again(self, site, clock):
        letter = sent()
        answer(letter, Kind.NONE)
        services.take_back_as_editor(token=editor_token(letter), kind=Kind.NONE)
        assert paper_of(letter).may_be_offered

    def test_a_paper_that_the_desk_had_turned_off_stays_off(self, site, clock):
        letter = sent()
        Newspaper.objects.update(is_active=False)
        answer(letter, Kind.NONE)
        services.take_back_as_editor(token=editor_token(letter), kind=Kind.NONE)
        assert not paper_of(letter).is_active

    def test_while_another_letter_s_editor_says_none_it_stays_off(self, site, clock):
        newspaper = paper(frequency_days=0)
        one = sent(newspaper)
        clock.forward(days=1)
        two = sent(newspaper, full_name="Ann Roe", email="ann@example.org")
        answer(one, Kind.NONE)
        answer(two, Kind.NONE)
        services.take_back_as_editor(token=editor_token(one), kind=Kind.NONE)
        assert not paper_of(one).is_active
        services.take_back_as_editor(token=editor_token(two), kind=Kind.NONE)
        assert paper_of(one).is_active

    def test_fewer_instead_of_none(self, site, clock):
        letter = sent(paper(cap_per_day=4, cap_per_week=8))
        answer(letter, Kind.NONE)
        answer(letter, Kind.FEWER)
        assert paper_of(letter).is_active
        assert caps(letter) == (2, 4)


class TestWrongAddress:
    def test_nothing_more_leaves_and_the_named_mailbox_is_not_used(self, site, clock):
        letter = sent(paper(letters_email="old@courier.example"))
        given = answer(letter, Kind.WRONG_ADDRESS, mailbox="new@courier.example")
        assert not paper_of(letter).may_be_offered
        assert paper_of(letter).letters_email == "old@courier.example"
        assert list(PaperAnswer.objects.to_do()) == [given]

    def test_the_desk_puts_the_mailbox_to_use(self, site, clock):
        letter = sent(paper(letters_email="old@courier.example"))
        given = answer(letter, Kind.WRONG_ADDRESS, mailbox="new@courier.example")
        desk = person("Letters desk")
        services.settle_address(answer_id=given.pk, user_id=desk.pk, use_mailbox=True)
        found = paper_of(letter)
        assert (found.letters_email, found.may_be_offered) == ("new@courier.example", True)
        given.refresh_from_db()
        assert given.settled_by == desk
        with pytest.raises(NotNow):
            services.settle_address(answer_id=given.pk, user_id=desk.pk, use_mailbox=True)

    def test_an_op_ed_s_mailbox_is_its_own(self, site, clock):
        newspaper = paper(letters_email="l@c.example", op_ed_email="o@c.example", op_ed_limit=700)
        letter = sent(newspaper, kind=Letter.Kind.OP_ED)
        given = answer(letter, Kind.WRONG_ADDRESS, mailbox="new@c.example")
        services.settle_address(answer_id=given.pk, user_id=person("Letters desk").pk, use_mailbox=True)
        found = paper_of(letter)
        assert (found.letters_email, found.op_ed_email) == ("l@c.example", "new@c.example")

    def test_without_a_mailbox_there_is_none_to_use(self, site, clock):
        given = answer(sent(), Kind.WRONG_ADDRESS)
        desk = person("Letters desk")
        with pytest.raises(NotNow):
            services.settle_address(answer_id=given.pk, user_id=desk.pk, use_mailbox=True)
        services.settle_address(answer_id=given.pk, user_id=desk.pk, use_mailbox=False)
        assert not PaperAnswer.objects.to_do().exists()

    def test_mended_by_hand_the_paper_gets_letters_again(self, site, clock):
        newspaper = paper(letters_email="old@courier.example", any_hour=True)
        letter = sent(newspaper)
        waiting = confirmed(newspaper, email="second@example.org", full_name="Second Writer")
        given = answer(letter, Kind.WRONG_ADDRESS)
        Newspaper.objects.update(letters_email="new@courier.example")
        services.settle_address(answer_id=given.pk, user_id=person("Letters desk").pk, use_mailbox=False)
        assert paper_of(letter).may_be_offered
        assert Delivery.objects.get(confirmation__letter=waiting).email.to == "new@courier.example"
        services.take_back_as_editor(token=editor_token(letter), kind=Kind.WRONG_ADDRESS)
        assert paper_of(letter).bounce_streak == 0

    def test_mended_by_hand_other_bounces_still_count(self, site, clock):
        letter = sent()
        given = answer(letter, Kind.WRONG_ADDRESS)
        Newspaper.objects.update(bounce_streak=2)
        services.settle_address(answer_id=given.pk, user_id=person("Letters desk").pk, use_mailbox=False)
        assert paper_of(letter).bounce_streak == 1

    def test_taken_back_the_address_counts_again(self, site, clock):
        letter = sent()
        answer(letter, Kind.WRONG_ADDRESS)
        services.take_back_as_editor(token=editor_token(letter), kind=Kind.WRONG_ADDRESS)
        assert paper_of(letter).may_be_offered

    def test_a_real_bounce_is_not_forgiven_by_taking_it_back(self, site, clock):
        letter = sent()
        answer(letter, Kind.WRONG_ADDRESS)
        Newspaper.objects.update(bounce_streak=2)
        services.take_back_as_editor(token=editor_token(letter), kind=Kind.WRONG_ADDRESS)
        assert not paper_of(letter).may_be_offered

    def test_an_editor_of_a_bounced_letter_can_still_say_where_to(self, site, clock):
        letter = sent()
        record_bounce(pk=OutgoingEmail.objects.get(kind="letters.delivery").pk)
        Letter.objects.update(status=Status.BOUNCED)
        assert answer(letter, Kind.WRONG_ADDRESS, mailbox="new@c.example").is_to_do


def test_the_desk_takes_any_answer_back_once(site, clock):
    letter, desk = sent(), person("Letters desk")
    given = answer(letter, Kind.NONE)
    taken = services.take_back_answer(answer_id=given.pk, user_id=desk.pk)
    assert taken.withdrawn_by == desk
    assert paper_of(letter).is_active
    with pytest.raises(NotNow):
        services.take_back_answer(answer_id=given.pk, user_id=desk.pk)


def test_answers_outlive_the_letter_s_words(site, clock):
    letter = sent()
    answer(letter, Kind.PRINTED, url="https://courier.example/a")
    clock.forward(days=29)
    care_for_letters()
    letter.refresh_from_db()
    assert letter.erased_at is not None
    assert PaperAnswer.objects.get().url == "https://courier.example/a"
    assert letter.printed == "yes"
