"""Sample papers and sample letters: invented, and marked as such."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from cms.core.clock import now, today
from cms.core.secret_links import new_token
from cms.core.starter_kit import step
from cms.letters.identity import new_mail_token, text_hash, token_hash
from cms.letters.models import Coverage, Letter, Newspaper, PrintedLetter, Status, county_key
from cms.letters.starter_letters import LETTERS, PRINTED
from cms.letters.starter_papers import PAPERS, TOWNS, UNVERIFIED, Row
from cms.letters.words import count_words


@step(40, "Sample papers")
@transaction.atomic
def make_papers() -> int:
    """Papers in the states of the starter site; a paper of that name is left as people have edited it."""
    made = sum(make_paper(row, verified_on=today() - timedelta(days=30)) for row in PAPERS)
    return made + make_paper(UNVERIFIED, verified_on=None)


def make_paper(row: Row, *, verified_on: date | None) -> int:
    """One sample paper with its county as coverage; returns 1 if it was missing."""
    name, town, others = row
    city, state = town.split(", ")
    county, fips, latitude, longitude, time_zone = TOWNS[town]
    address = f"{slugify(name)}.example"
    values = {
        "county": county,
        "county_fips": fips,
        "latitude": latitude,
        "longitude": longitude,
        "time_zone": time_zone,
        "website": f"https://{address}/",
        "domain": address,
        "verified_on": verified_on,
        "is_sample": True,
        "notes": "Invented for the starter site. Replace it with a real paper.",
        **others,
    }
    if verified_on:
        values |= _way_in(address, others) | {"source_url": f"https://{address}/letters"}
    paper, is_new = Newspaper.objects.get_or_create(name=name, city=city, state=state, defaults=values)
    if is_new and paper.reach == Newspaper.Reach.LOCAL:
        Coverage.objects.create(newspaper=paper, state=state, county=county, county_key=county_key(county))
    return int(is_new)


def _way_in(address: str, others: dict[str, Any]) -> dict[str, str]:
    """How letters reach a sample paper: its mailboxes, or the form on its website."""
    channel = Newspaper.Channel(others.get("channel", Newspaper.Channel.EMAIL))
    op_ed_email = f"opinion@{address}" if "op_ed_limit" in others else ""
    ways = {
        Newspaper.Channel.EMAIL: {"letters_email": f"letters@{address}", "op_ed_email": op_ed_email},
        Newspaper.Channel.FORM: {"letters_url": f"https://{address}/letters/send"},
    }
    return {"channel": channel, **ways.get(channel, {})}


@step(60, "Sample letters")
@transaction.atomic
def make_letters() -> int:
    """Letters that show the letters desk what it will see. None was ever sent."""
    if Letter.objects.filter(is_sample=True).exists():
        return 0
    return sum(make_letter(**values) for values in LETTERS)


@step(61, "Sample printed letters")
@transaction.atomic
def make_printed_letters() -> int:
    """Headlines that show what the page of printed letters looks like. None was ever printed."""
    if PrintedLetter.objects.filter(is_sample=True).exists():
        return 0
    papers = {paper.name: paper for paper in Newspaper.objects.filter(is_sample=True)}
    month = today().replace(day=1)
    samples = [
        PrintedLetter(
            newspaper=papers[paper],
            headline=headline,
            language=papers[paper].language,
            month=month,
            checked_at=now(),
            is_sample=True,
        )
        for paper, headline in PRINTED
        if paper in papers
    ]
    return len(PrintedLetter.objects.bulk_create(samples))


def make_letter(*, paper: str, key: str, days_ago: int, status: str, **values: Any) -> int:
    """One sample letter; 0 where its paper was removed."""
    newspaper = Newspaper.objects.filter(name=paper).first()
    if newspaper is None:
        return 0
    token = new_token()
    moment = now() - timedelta(days=days_ago)
    Letter.objects.create(
        newspaper=newspaper,
        status=Status(status),
        submission_key=f"sample-{key}",
        token=token,
        token_hash=token_hash(token),
        mail_token=new_mail_token(),
        word_count=count_words(values["text"]),
        text_hash=text_hash(values["text"]),
        is_sample=True,
        created_at=moment,
        agreed_at=moment,
        ended_at=moment,
        **values,
    )
    return 1
