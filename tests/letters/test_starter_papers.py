"""The sample papers: every state of the starter site, every rule that real papers have, and nobody real."""

from collections.abc import Callable

import pytest

from cms.letters.models import Newspaper
from cms.letters.routing import papers_in_state
from cms.letters.starter_kit import make_papers
from cms.letters.starter_papers import PAPERS, TOWNS

pytestmark = pytest.mark.django_db
# The states of the organizations and officials on the starter site.
STATES = ("TX", "CA", "AZ", "IL", "MI", "MD", "DC", "VA", "PA", "WA", "NM")


@pytest.fixture
def papers() -> list[Newspaper]:
    make_papers()
    return list(Newspaper.objects.to_choose())


def test_every_sample_paper_would_pass_the_letters_desks_own_form(papers):
    for paper in papers:
        paper.full_clean()
    assert len(papers) == len(PAPERS)


def test_a_second_run_makes_nothing_and_leaves_what_people_changed(papers):
    Newspaper.objects.filter(name="Rio Grande Courier").update(word_limit=180)
    assert make_papers() == 0
    assert Newspaper.objects.get(name="Rio Grande Courier").word_limit == 180


def test_no_town_is_spare():
    assert set(TOWNS) == {town for _name, town, _others in PAPERS} | {"Harlingen, TX"}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_state_has_a_paper_in_both_languages(papers, state, language):
    assert language in {found.paper.language for found in papers_in_state(state)}


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_a_paper_that_we_can_write_to(papers, state):
    assert any(found.paper.may_be_offered for found in papers_in_state(state))


@pytest.mark.parametrize(
    "rule",
    [
        lambda paper: paper.exclusive,
        lambda paper: paper.local_only,
        lambda paper: paper.must_include,
        lambda paper: paper.subject_phrase,
        lambda paper: paper.printing_days and paper.deadline_weekday and paper.deadline_time,
        lambda paper: paper.op_ed_limit and paper.op_ed_email,
        lambda paper: paper.is_by_hand and not paper.needs_paper,
        lambda paper: paper.is_by_hand and paper.needs_paper and paper.signature_required,
        lambda paper: paper.is_by_hand and paper.language == "es",
        lambda paper: paper.any_hour,
    ],
)
def test_each_rule_of_real_papers_can_be_seen_at_work(papers: list[Newspaper], rule: Callable[[Newspaper], object]):
    assert any(rule(paper) for paper in papers)


def test_limits_and_windows_span_what_real_papers_ask_for(papers):
    limits = [paper.word_limit for paper in papers]
    windows = [paper.frequency_days for paper in papers]
    assert (min(limits), max(limits)) == (150, 400)
    assert (min(windows), max(windows)) == (14, 60)


def test_no_sample_paper_leads_anywhere_real(papers):
    for paper in papers:
        assert paper.is_sample
        addresses = [paper.letters_email, paper.op_ed_email, paper.letters_url, paper.website, paper.source_url]
        hosts = [one.split("@")[-1].removeprefix("https://").split("/")[0] for one in addresses if one]
        assert hosts
        assert all(host.endswith(".example") for host in hosts)


def test_a_paper_that_we_cannot_write_to_has_no_mailbox(papers):
    for paper in papers:
        assert bool(paper.letters_email) is (paper.channel == Newspaper.Channel.EMAIL)
