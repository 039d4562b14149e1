"""The letters desk and its papers: who may, the rules on one screen, coverage in one box, tables in and out."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms.core.clock import today
from cms.letters.desk.paper_forms import RULES
from cms.letters.models import Coverage, Newspaper
from cms.users.roles import AUDITORS, EDITORS, LETTERS_DESK, MODERATORS
from tests.factories.letters import confirmed, paper, zip_area
from tests.factories.newspapers import as_csv, row
from tests.factories.site import logged_in

pytestmark = pytest.mark.django_db
NOBODY = (EDITORS, MODERATORS)


def desk(name, *args):
    return reverse(f"papers_desk:{name}", args=args)


def papers(name="list", *args):
    return reverse(f"wagtailsnippets_letters_newspaper:{name}", args=args)


def html(response):
    return response.content.decode()


def rules(one, **changes):
    values = {name: getattr(one, name) for name in RULES}
    filled = {name: value for name, value in values.items() if value not in (None, False)}
    return {**filled, "has_read": "on", "areas": "", **changes}


def file(text, name="papers.csv"):
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


# Who may


@pytest.mark.parametrize("role", [LETTERS_DESK, AUDITORS, *NOBODY])
@pytest.mark.parametrize("name", ["verify", "duplicates", "merge", "import", "export", "template"])
def test_who_may_open_what(role, name):
    first, second = paper(), paper()
    args = {"verify": [first.pk], "merge": [first.pk, second.pk]}.get(name, [])
    may = role == LETTERS_DESK or (role == AUDITORS and name == "export")
    assert (logged_in(role).get(desk(name, *args)).status_code == 200) is may


@pytest.mark.parametrize("role", [AUDITORS, *NOBODY])
def test_others_change_nothing(role):
    first, second = paper(verified_on=None), paper()
    browser = logged_in(role)
    browser.post(desk("verify", first.pk), rules(first))
    browser.post(desk("merge", first.pk, second.pk), {"stays": first.pk})
    browser.post(desk("import"), {"file": file(as_csv(row()))})
    assert Newspaper.objects.count() == 2
    first.refresh_from_db()
    assert first.verified_on is None


def test_pages_of_papers_that_do_not_exist_say_so():
    browser = logged_in(LETTERS_DESK)
    one = paper()
    for url in (desk("verify", 9999), desk("merge", one.pk, 9999), desk("merge", one.pk, one.pk)):
        assert browser.get(url).status_code == 404


# The rules on one screen


def test_reading_the_rules_notes_who_and_when_and_forgives_bounces():
    zip_area()
    one = paper(verified_on=None, bounce_streak=1, channel="unknown", letters_email="")
    changes = {"channel": "email", "letters_email": "l@paper.example", "word_limit": "180", "areas": "Hidalgo; 78501"}
    response = logged_in(LETTERS_DESK).post(desk("verify", one.pk), rules(one, **changes))
    assert response.status_code == 302, html(response)
    one.refresh_from_db()
    assert (one.verified_on, one.bounce_streak, one.word_limit) == (today(), 0, 180)
    assert one.verified_by.username
    assert one.edited_at
    assert one.may_be_offered
    assert [str(area) for area in one.coverage.order_by("zip")] == ["Hidalgo County, TX", "78501"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"has_read": ""}, "Tick the box when you have read"),
        ({"source_url": ""}, "Say where you read the rules."),
        ({"channel": "unknown"}, "Choose how the paper takes letters."),
        ({"channel": "email", "letters_email": ""}, "Fill this in, or choose another way to send."),
        ({"letters_email": "nobody"}, "valid email"),
        ({"word_limit": "3"}, "greater than or equal to 20"),
        ({"op_ed_email": "o@paper.example"}, "Say how long an op-ed may be."),
    ],
)
def test_a_rulebook_with_a_gap_is_explained_and_nothing_is_saved(changes, words):
    one = paper(verified_on=None)
    response = logged_in(LETTERS_DESK).post(desk("verify", one.pk), rules(one, notes="Typed note", **changes))
    assert response.status_code == 422
    assert words in html(response)
    assert "Typed note" in html(response)
    one.refresh_from_db()
    assert one.verified_on is None
    assert one.notes == ""


def test_the_screen_shows_what_is_known_and_the_list_leads_there():
    one = paper(verified_on=None, bounce_streak=1, website="https://courier.example/", covers="Hidalgo County")
    browser = logged_in(LETTERS_DESK)
    page = html(browser.get(desk("verify", one.pk)))
    for part in ("https://courier.example/", "Hidalgo County", "Nobody has read", "check the mailbox"):
        assert part in page
    assert desk("verify", one.pk) in html(browser.get(papers()))
    assert desk("verify", one.pk) in html(browser.get(papers("edit", one.pk)))


# Coverage in one box


def test_wrong_areas_are_named_one_by_one_and_the_box_keeps_everything():
    zip_area()
    one = paper(covers="Hidalgo County")
    typed = "Hidalgo County; Hidlago County; 78501 99999"
    response = logged_in(LETTERS_DESK).post(desk("verify", one.pk), rules(one, areas=typed))
    page = html(response)
    assert "We know no county “Hidlago County” in TX." in page
    assert "We do not know the ZIP code “99999”." in page
    assert typed in page
    assert [str(area) for area in Coverage.objects.all()] == ["Hidalgo County, TX"]


# The list


def order(page, *names):
    return sorted(names, key=page.index)


def test_bouncing_and_stale_come_first_then_unread_then_fresh():
    paper(name="Fresh Post")
    paper(name="Unread Post", verified_on=None)
    paper(name="Stale Post", verified_on="2020-01-01")
    paper(name="Bouncing Post", bounce_streak=1)
    page = html(logged_in(LETTERS_DESK).get(papers()))
    names = ("Stale Post", "Bouncing Post", "Unread Post", "Fresh Post")
    assert order(page, *names) == list(names)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"freshness": "stale"}, {"Stale Post"}),
        ({"freshness": "never"}, {"Unread Post"}),
        ({"freshness": "fresh"}, {"Fresh Post", "Bouncing Post"}),
        ({"freshness": "bouncing"}, {"Bouncing Post"}),
        ({"kind": "weekly"}, {"Stale Post"}),
        ({"language": "es"}, {"Unread Post"}),
        ({"channel": "post"}, {"Bouncing Post"}),
        ({"state": "NM"}, {"Fresh Post"}),
    ],
)
def test_the_list_can_be_filtered(query, names):
    paper(name="Fresh Post", state="NM")
    paper(name="Unread Post", verified_on=None, language="es")
    paper(name="Stale Post", verified_on="2020-01-01", kind="weekly")
    paper(name="Bouncing Post", bounce_streak=1, channel="post", postal_address="1 Main St")
    page = html(logged_in(LETTERS_DESK).get(papers(), query))
    every = {"Fresh Post", "Unread Post", "Stale Post", "Bouncing Post"}
    assert {name for name in every if name in page} == names


# Deleting


def test_a_paper_with_letters_cannot_be_deleted_and_the_screen_says_what_to_do():
    written, idle = confirmed().newspaper, paper(name="Idle Post")
    browser = logged_in(LETTERS_DESK)
    response = browser.post(papers("delete", written.pk), follow=True)
    assert "so it cannot be deleted" in html(response)
    bulk = reverse("wagtail_bulk_action", args=["letters", "newspaper", "delete"])
    browser.post(f"{bulk}?id={written.pk}&id={idle.pk}", follow=True)
    assert Newspaper.objects.count() == 2
    browser.post(papers("delete", idle.pk))
    assert list(Newspaper.objects.all()) == [written]


# Tables in and out


def upload(browser, text, **others):
    return browser.post(desk("import"), {"file": file(text), **others})


def test_a_table_is_checked_shown_and_only_then_imported():
    zip_area()
    browser = logged_in(LETTERS_DESK)
    checked = upload(browser, as_csv(row(), row(name="Second"), row(name="<b>x</b>")))
    page = html(checked)
    assert "2 newspapers added, 0 changed, 1 rows refused. Nothing is written yet." in page
    assert "line 4: HTML in the name" in page
    assert Newspaper.objects.count() == 0
    done = browser.post(desk("import"), {"packed": checked.context["packed"]}, follow=True)
    assert "2 newspapers added" in html(done)
    assert Newspaper.objects.count() == 2
    assert not Newspaper.objects.offered().exists()


@pytest.mark.parametrize("packed", ["", "forged", "eyJhIjoxfQ:1abc:def"])
def test_what_was_not_checked_is_not_imported(packed):
    response = logged_in(LETTERS_DESK).post(desk("import"), {"packed": packed})
    assert response.status_code == 422
    assert "Nothing was imported" in html(response)


def test_an_old_report_is_not_acted_on(clock):
    browser = logged_in(LETTERS_DESK)
    packed = upload(browser, as_csv(row())).context["packed"]
    clock.forward(seconds=3601)
    assert "Nothing was imported" in html(browser.post(desk("import"), {"packed": packed}))
    assert Newspaper.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name,city\nA,B\n", "no column state"),
        (b"PK\x03\x04\x00", "no CSV"),
        ("name,state" + ",x" * 1000, "1002 columns"),
        (b"", "This file is empty."),
        ("x" * 5_000_001, "more than 5 MB"),
    ],
)
def test_a_file_that_is_no_table_is_explained(text, words):
    response = upload(logged_in(LETTERS_DESK), text)
    assert response.status_code == 422
    assert words in html(response)


def test_no_file_is_explained():
    assert "Choose a file." in html(logged_in(LETTERS_DESK).post(desk("import"), {}))


def test_what_would_run_in_a_report_is_shown_as_text():
    page = html(upload(logged_in(LETTERS_DESK), as_csv(row(state="<script>alert(1)</script>"))))
    assert "<script>alert(1)" not in page
    assert "HTML in the state" in page


def test_the_export_has_every_paper_and_changes_nothing_when_it_comes_back():
    zip_area()
    paper(name="=1+1", covers="Hidalgo County")
    paper(name="Second", verified_on=None, covers=["78501"])
    browser = logged_in(LETTERS_DESK)
    response = browser.get(desk("export"))
    assert response["Content-Type"].startswith("text/csv")
    assert "attachment" in response["Content-Disposition"]
    text = html(response)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [(one["name"], one["coverage"]) for one in rows] == [("'=1+1", "Hidalgo County"), ("Second", "78501")]
    assert "0 newspapers added, 0 changed, 0 rows refused" in html(upload(browser, text))


def test_the_export_takes_few_queries(django_assert_max_num_queries):
    for number in range(20):
        paper(name=f"P{number}", covers="Hidalgo County")
    browser = logged_in(LETTERS_DESK)
    with django_assert_max_num_queries(12):
        browser.get(desk("export"))
