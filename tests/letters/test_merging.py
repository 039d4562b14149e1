"""Two rows for one paper become one, and no letter is lost, doubled or sent elsewhere."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cms.letters import services
from cms.letters.links import editor_token
from cms.letters.models import Coverage, Delivery, Letter, Newspaper, PaperKey, Status
from cms.letters.papers.likely import likely_duplicates
from cms.letters.problems import MailboxChanges, MergeRefused, SlotDoubled
from cms.letters.services import merge_papers
from cms.letters.services.rows import lock_letter
from cms.outbox.delivery import deliver_one
from cms.outbox.models import OutgoingEmail
from cms.users.roles import LETTERS_DESK
from tests.factories.letters import asked, confirmed, draft, link_of, paper
from tests.factories.newspapers import as_csv, row
from tests.factories.site import logged_in
from tests.letters.papers.files import import_file

pytestmark = [pytest.mark.core, pytest.mark.django_db]
MAILBOX = "letters@courier.example"


def pair(**values):
    """Two rows of one paper that share a mailbox."""
    first = paper(name="Courier", letters_email=MAILBOX, **values)
    return first, paper(name="The Courier", letters_email=MAILBOX, **values)


def other(number=1):
    return {"email": f"w{number}@example.org", "full_name": f"Writer {number}"}


# What moves


def test_letters_deliveries_areas_and_keys_move_and_the_other_is_gone():
    stays, goes = pair(cap_per_day=5)
    Coverage.objects.create(newspaper=stays, state="TX", county="Hidalgo County", county_key="hidalgo")
    Coverage.objects.create(newspaper=goes, state="TX", county="Hidalgo County", county_key="hidalgo")
    Coverage.objects.create(newspaper=goes, state="TX", zip="78501")
    confirmed(stays)
    letter = confirmed(goes, **other())
    begun = draft(goes, **other(2))
    merge_papers(stays_id=stays.pk, goes_id=goes.pk, values={"word_limit": 200})
    assert list(Newspaper.objects.all()) == [stays]
    stays.refresh_from_db()
    assert stays.word_limit == 200
    assert set(Letter.objects.values_list("newspaper", flat=True)) == {stays.pk}
    assert set(Delivery.objects.values_list("newspaper", flat=True)) == {stays.pk}
    assert [str(area) for area in stays.coverage.order_by("zip")] == ["Hidalgo County, TX", "78501"]
    assert Letter.objects.get(pk=begun.pk).status == Status.DRAFT
    assert Letter.objects.get(pk=letter.pk).status == Status.QUEUED


def test_an_editor_s_none_counts_for_the_paper_that_stays(clock, site):
    stays, goes = pair()
    letter = confirmed(goes)
    deliver_one(Delivery.objects.get().email_id)
    services.answer_as_editor(token=editor_token(letter), kind="none")
    merge_papers(stays_id=stays.pk, goes_id=goes.pk, values={"is_active": True})
    stays.refresh_from_db()
    assert not stays.may_be_offered
    assert stays.answers.get().letter == letter
    services.take_back_as_editor(token=editor_token(letter), kind="none")
    stays.refresh_from_db()
    assert stays.may_be_offered


def test_a_letter_that_was_moved_while_it_waited_still_leaves_once(clock):
    stays, goes = pair(any_hour=True)
    letter = confirmed(goes)
    merge_papers(stays_id=stays.pk, goes_id=goes.pk, values={})
    email = OutgoingEmail.objects.get(kind="letters.delivery")
    deliver_one(email.pk)
    letter.refresh_from_db()
    assert letter.status == Status.ACCEPTED
    assert email.to == MAILBOX


def test_a_merge_that_comes_just_before_the_letter_is_held_does_not_stop_it(clock, monkeypatch):
    stays, goes = pair(any_hour=True)
    letter = confirmed(goes)

    def merge_first(letter_id):
        merge_papers(stays_id=stays.pk, goes_id=goes.pk, values={})
        return lock_letter(letter_id)

    monkeypatch.setattr("cms.letters.services.departing.lock_letter", merge_first)
    leaves = services.begin_sending(email=OutgoingEmail.objects.get(kind="letters.delivery"))
    assert isinstance(leaves, Letter)
    assert (leaves.pk, leaves.status, leaves.newspaper) == (letter.pk, Status.SENDING, stays)


def test_a_question_that_was_asked_before_can_still_be_answered():
    stays, goes = pair()
    letter = asked(goes)
    merge_papers(stays_id=stays.pk, goes_id=goes.pk, values={})
    assert services.confirm_letter(token=link_of(letter)).status == Status.QUEUED


def test_the_next_import_finds_one_paper(tmp_path):
    import_file(tmp_path, as_csv(row(), row(name="Valley Courier", website="https://courier.example/")))
    stays, goes = Newspaper.objects.order_by("pk")
    merge_papers(stays_id=stays.pk, goes_id=goes.pk, values={})
    assert set(PaperKey.objects.values_list("newspaper", flat=True)) == {stays.pk}
    lines = import_file(tmp_path, as_csv(row(), row(name="Valley Courier", website="https://courier.example/")))
    assert lines[0].startswith("Newspapers: 0 added, 0 changed")


# What is refused, with nothing changed


def refused(problem, stays, goes, **values):
    with pytest.raises(problem) as caught:
        merge_papers(stays_id=stays.pk, goes_id=goes.pk, values=values)
    assert Newspaper.objects.filter(pk__in=[stays.pk, goes.pk]).count() == 2
    return caught.value


def test_two_letters_with_the_same_slot_are_not_put_into_one_mailbag():
    stays, goes = pair()
    confirmed(stays)
    confirmed(goes, **other())
    problem = refused(SlotDoubled, stays, goes)
    assert "more letters would leave" in problem.sentence
    assert Delivery.objects.filter(newspaper=goes).count() == 1


def test_a_week_is_not_overfilled_either():
    stays, goes = pair(cap_per_day=5, cap_per_week=1)
    confirmed(stays)
    confirmed(goes, **other())
    refused(SlotDoubled, stays, goes)
    merge_papers(stays_id=stays.pk, goes_id=goes.pk, values={"cap_per_week": 2})


def test_a_waiting_letter_is_not_sent_to_another_mailbox_than_its_outbox_row_says():
    stays, goes = pair()
    confirmed(goes)
    problem = refused(MailboxChanges, stays, goes, letters_email="new@courier.example")
    assert MAILBOX in problem.sentence
    refused(MailboxChanges, goes, stays, letters_email="new@courier.example")


def test_nothing_is_merged_while_a_letter_leaves():
    stays, goes = pair()
    letter = confirmed(goes)
    Letter.objects.filter(pk=letter.pk).update(status=Status.SENDING)
    assert "Try again in a minute" in refused(MergeRefused, stays, goes).sentence


def test_values_that_contradict_each_other_are_refused():
    stays, goes = pair()
    refused(ValidationError, stays, goes, channel="form", letters_url="")


def test_a_paper_that_is_gone_or_the_same_is_no_second_paper():
    one = paper()
    for ids in ((one.pk, one.pk), (one.pk, 9999)):
        with pytest.raises(MergeRefused):
            merge_papers(stays_id=ids[0], goes_id=ids[1], values={})


# The screens


def merge_url(first, second):
    return reverse("papers_desk:merge", args=[first.pk, second.pk])


def test_each_value_is_chosen_line_by_line():
    first = paper(name="Courier", word_limit=200, website="", verified_on=None)
    second = paper(name="The Courier", word_limit=300, website="https://www.courier.example/", covers="Hidalgo County")
    browser = logged_in(LETTERS_DESK)
    page = browser.get(merge_url(first, second)).content.decode()
    for part in ("The Courier", "200", "300", "https://www.courier.example/", "Hidalgo County"):
        assert part in page
    form = browser.get(merge_url(first, second)).context["form"]
    data = {name: field.initial for name, field in form.fields.items()}
    assert data["website"] == second.pk
    assert data["verified_on"] == second.pk
    response = browser.post(merge_url(first, second), {**data, "name": second.pk, "word_limit": first.pk})
    assert response.status_code == 302, response.content.decode()
    one = Newspaper.objects.get()
    assert (one.pk, one.name, one.word_limit, one.domain) == (first.pk, "The Courier", 200, "courier.example")
    assert one.may_be_offered


def test_a_refusal_is_said_on_the_screen():
    first, second = pair()
    confirmed(first)
    confirmed(second, **other())
    browser = logged_in(LETTERS_DESK)
    form = browser.get(merge_url(first, second)).context["form"]
    data = {name: field.initial for name, field in form.fields.items()}
    response = browser.post(merge_url(first, second), data)
    assert response.status_code == 422
    assert "Nothing was merged." in response.content.decode()


@pytest.mark.parametrize("stays", ["", "9999", "x"])
def test_a_choice_that_is_none_changes_nothing(stays):
    first, second = pair()
    assert logged_in(LETTERS_DESK).post(merge_url(first, second), {"stays": stays}).status_code == 422
    assert Newspaper.objects.count() == 2


def found():
    names = dict(Newspaper.objects.values_list("pk", "name"))
    return {frozenset((names[one], names[two])) for one, two in likely_duplicates(Newspaper.objects.all())}


def test_likely_duplicates_share_a_website_or_a_name_in_one_state():
    paper(name="The Courier", city="McAllen")
    paper(name="Courier Newspaper", city="Edinburg")
    paper(name="Homer Post", website="http://www.post.example/a", city="A")
    paper(name="Dispatch", website="https://post.example", city="B")
    paper(name="Advocate", city="Austin")
    paper(name="Austin Advocate", city="Austin")
    paper(name="Courier", state="NM")
    paper(name="One", website="https://facebook.com/one", city="C")
    paper(name="Two", website="https://facebook.com/two", city="D")
    assert found() == {
        frozenset({"The Courier", "Courier Newspaper"}),
        frozenset({"Homer Post", "Dispatch"}),
        frozenset({"Advocate", "Austin Advocate"}),
    }


def test_the_screen_of_likely_duplicates_can_be_narrowed_to_a_state():
    pair()
    paper(name="Only", state="NM")
    browser = logged_in(LETTERS_DESK)
    url = reverse("papers_desk:duplicates")
    assert "The Courier" in browser.get(url).content.decode()
    assert "No likely duplicates here." in browser.get(url, {"state": "NM"}).content.decode()
    assert browser.get(url, {"state": "??", "p": "x"}).status_code == 200
