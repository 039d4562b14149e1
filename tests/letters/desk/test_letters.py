"""The letters desk: who may open what, and what each button does."""

import pytest
from django.urls import reverse

from cms.letters.models import Delivery, Letter, Newspaper, Status
from cms.letters.starter_kit import make_letters, make_papers
from cms.outbox.models import OutgoingEmail
from cms.users.roles import AUDITORS, EDITORS, LETTERS_DESK, MODERATORS
from tests.factories.letters import TEXT, confirmed, draft, held, paper
from tests.factories.site import logged_in

pytestmark = pytest.mark.django_db
SECRETS = (TEXT, "Jane Doe", "123 Main Street", "jane@example.org")


def desk(name, *args):
    return reverse(f"letters_desk:{name}", args=args)


def papers(name="list", *args):
    return reverse(f"wagtailsnippets_letters_newspaper:{name}", args=args)


def html(response):
    return response.content.decode()


def of_unknown_fate():
    letter = confirmed()
    Letter.objects.filter(pk=letter.pk).update(status=Status.UNKNOWN)
    OutgoingEmail.objects.filter(kind="letters.delivery").update(status="unknown")
    letter.refresh_from_db()
    return letter


@pytest.mark.parametrize(
    ("role", "may"), [(LETTERS_DESK, True), (AUDITORS, True), (EDITORS, False), (MODERATORS, False)]
)
def test_who_may_open_the_list_and_a_letter(role, may):
    letter = confirmed()
    browser = logged_in(role)
    for url in (desk("index"), desk("letter", letter.pk)):
        response = browser.get(url)
        assert (response.status_code == 200) is may


def test_auditors_see_where_a_letter_stands_and_none_of_its_words():
    letter = held()
    browser = logged_in(AUDITORS)
    for url in (desk("index"), desk("letter", letter.pk)):
        page = html(browser.get(url))
        assert "waiting for the letters desk" in page
        for secret in SECRETS:
            assert secret not in page
    assert "decide" not in html(browser.get(desk("letter", letter.pk)))


def test_the_desk_reads_the_exact_message():
    letter = held()
    page = html(logged_in(LETTERS_DESK).get(desk("letter", letter.pk)))
    for part in ("courtroom", "123 Main Street", "Read it and decide"):
        assert part in page


@pytest.mark.parametrize("action", ["arrived", "send_again", "give_up", "approve", "return"])
@pytest.mark.parametrize("role", [AUDITORS, EDITORS, MODERATORS])
def test_others_cannot_act(role, action):
    letter = held() if action in ("approve", "return") else of_unknown_fate()
    response = logged_in(role).post(desk(action, letter.pk), {"note": "x"})
    assert response.status_code in (302, 403)
    assert Letter.objects.get(pk=letter.pk).status == letter.status


@pytest.mark.parametrize("action", ["arrived", "send_again", "give_up", "approve", "return"])
def test_what_decides_is_a_button(action):
    assert logged_in(LETTERS_DESK).get(desk(action, held().pk)).status_code == 405


def test_a_draft_is_nobody_s_business():
    letter = draft()
    browser = logged_in(LETTERS_DESK)
    assert browser.get(desk("letter", letter.pk), follow=True).status_code == 404
    assert browser.post(desk("approve", letter.pk), follow=True).status_code == 404
    assert Letter.objects.get().status == Status.DRAFT


def test_what_waits_for_the_desk_comes_first():
    newspaper = paper(cap_per_day=9, cap_per_week=9)
    first = of_unknown_fate()
    for number in range(3):
        confirmed(newspaper, email=f"w{number}@example.org", full_name=f"W {number}")
    listed = logged_in(LETTERS_DESK).get(desk("index")).context["object_list"]
    assert listed[0] == first
    assert len(listed) == 4


def test_the_list_decrypts_nothing(monkeypatch):
    confirmed()
    browser = logged_in(LETTERS_DESK)

    def refuse(token):
        raise AssertionError("the list must not decrypt")

    monkeypatch.setattr("cms.core.fields.decrypt", refuse)
    assert browser.get(desk("index")).status_code == 200


def test_the_desk_settles_an_unknown_fate():
    browser = logged_in(LETTERS_DESK)
    letter = of_unknown_fate()
    assert "It may have arrived" in html(browser.get(desk("letter", letter.pk)))
    browser.post(desk("arrived", letter.pk))
    letter.refresh_from_db()
    assert letter.status == Status.ACCEPTED
    response = browser.post(desk("send_again", letter.pk), follow=True)
    assert "Nothing was changed" in html(response)


def test_an_unknown_letter_can_be_sent_again():
    letter = of_unknown_fate()
    logged_in(LETTERS_DESK).post(desk("send_again", letter.pk))
    letter.refresh_from_db()
    assert letter.status == Status.QUEUED
    assert OutgoingEmail.objects.get(kind="letters.delivery").status == "queued"


@pytest.mark.parametrize(("role", "may"), [(LETTERS_DESK, True), (AUDITORS, True), (EDITORS, False)])
def test_who_may_see_papers(role, may):
    paper()
    assert (logged_in(role).get(papers()).status_code == 200) is may


def test_only_the_desk_changes_papers():
    one = paper()
    assert logged_in(LETTERS_DESK).get(papers("edit", one.pk)).status_code == 200
    assert logged_in(AUDITORS).get(papers("edit", one.pk)).status_code == 302


def test_papers_are_listed_with_the_unread_rules_first_and_filtered():
    paper(name="Fresh Post")
    paper(name="Unread Post", verified_on=None)
    browser = logged_in(LETTERS_DESK)
    page = html(browser.get(papers()))
    assert page.index("Unread Post") < page.index("Fresh Post")
    only = html(browser.get(papers(), {"freshness": "never"}))
    assert "Unread Post" in only
    assert "Fresh Post" not in only


def form_of(one, **changes):
    names = (
        "name", "kind", "language", "reach", "city", "state", "county", "time_zone", "channel", "letters_email",
        "word_limit", "frequency_days", "cap_per_day", "cap_per_week", "source_url",
    )  # fmt: skip
    values = {name: getattr(one, name) for name in names}
    return {**values, "areas": "", "is_active": "on", "accepts_letters": "on", "verified_on": "2026-02-01", **changes}


def test_a_new_reading_of_the_rules_is_signed_and_forgives_bounces():
    one = paper(bounce_streak=1)
    response = logged_in(LETTERS_DESK).post(papers("edit", one.pk), form_of(one))
    assert response.status_code == 302, html(response)
    one.refresh_from_db()
    assert one.bounce_streak == 0
    assert one.verified_by is not None
    assert one.may_be_offered


def test_a_rulebook_with_a_gap_is_not_saved():
    one = paper()
    response = logged_in(LETTERS_DESK).post(papers("edit", one.pk), form_of(one, letters_email=""))
    assert "Fill this in, or choose another way to send." in html(response)
    one.refresh_from_db()
    assert one.letters_email


def test_the_starter_kit_makes_marked_samples_once_that_lead_nowhere():
    assert make_papers() == Newspaper.objects.count() > 25
    assert make_papers() == 0
    assert make_letters() == 3
    assert make_letters() == 0
    for one in Newspaper.objects.all():
        one.full_clean(exclude=["verified_by"])
        assert one.is_sample
        assert not one.letters_email or one.letters_email.endswith(".example")
    states = set(Newspaper.objects.offered().values_list("state", flat=True))
    assert states == {"TX", "CA", "AZ", "IL", "MI", "MD", "DC", "VA", "PA", "WA", "NM"}
    assert not Newspaper.objects.get(verified_on=None).may_be_offered
    assert not Delivery.objects.exists()


def test_a_letter_whose_address_is_erased_is_given_up_with_true_words():
    browser = logged_in(LETTERS_DESK)
    letter = of_unknown_fate()
    OutgoingEmail.objects.filter(kind="letters.delivery").update(to="")
    page = html(browser.post(desk("send_again", letter.pk), follow=True))
    assert "so long ago" in page
    assert "somebody has dealt with this letter" not in page
    assert "It did not arrive, and it is not sent again" in page
    assert "Its writer is told" in html(browser.post(desk("give_up", letter.pk), follow=True))
    letter.refresh_from_db()
    assert letter.status == Status.FAILED
    assert OutgoingEmail.objects.filter(kind="letters.failed").count() == 1
