"""Papers, letters and the ZIP areas they belong to."""

import itertools
from datetime import date, timedelta
from typing import Any

from cms.core.clock import today
from cms.letters import services
from cms.letters.models import ConfirmationRequest, Coverage, Letter, Newspaper, county_key
from cms.places.city_names import city_key
from cms.places.models import ZipArea

_numbers = itertools.count(1)

TEXT = "I sat in the courtroom last week. A father asked where his daughter was, and nobody knew. End this now."
STATEMENT = "I wrote this."
WRITER = {
    "full_name": "Jane Doe",
    "street": "123 Main Street",
    "town": "McAllen",
    "zip": "78501",
    "phone": "+19565550123",
    "email": "jane@example.org",
}


def zip_area(zip: str = "78501", **values: Any) -> ZipArea:  # noqa: A002
    """One row of the ZIP table; McAllen unless told otherwise."""
    defaults = {
        "city": "McAllen",
        "state": "TX",
        "county": "Hidalgo County",
        "latitude": 26.2154,
        "longitude": -98.2359,
        "time_zone": "America/Chicago",
    }
    row = {**defaults, **values}
    return ZipArea.objects.get_or_create(zip=zip, defaults={**row, "city_key": city_key(row["city"])})[0]


def paper(**values: Any) -> Newspaper:
    """A verified daily of McAllen that takes e-mail; `covers` is a county or a list of ZIP codes."""
    number = next(_numbers)
    covers = values.pop("covers", None)
    defaults: dict[str, Any] = {
        "name": f"Paper {number}",
        "city": "McAllen",
        "state": "TX",
        "county": "Hidalgo County",
        "latitude": 26.2034,
        "longitude": -98.23,
        "time_zone": "America/Chicago",
        "channel": Newspaper.Channel.EMAIL,
        "letters_email": f"letters@paper{number}.example",
        "source_url": f"https://paper{number}.example/letters",
        "verified_on": date(2026, 1, 10) if today() < date(2026, 6, 1) else today() - timedelta(days=10),
    }
    row = Newspaper.objects.create(**{**defaults, **values})
    for area in [covers] if isinstance(covers, str) else covers or []:
        is_zip = area.isdigit()
        county = {} if is_zip else {"county": area, "county_key": county_key(area)}
        Coverage.objects.create(newspaper=row, state=row.state, zip=area if is_zip else "", **county)
    return row


def own_words(number: int) -> str:
    """Forty words that no other letter has: no paper gets the same letter twice."""
    return " ".join(f"thought{number}n{at}" for at in range(40))


def draft(newspaper: Newspaper | None = None, **values: Any) -> Letter:
    """A finished draft by Jane Doe, made by the services that a writer's forms call."""
    number = next(_numbers)
    words = {"headline": "Ask where they are", "text": f"{TEXT} {own_words(number)}"}
    writer = {**WRITER, **{name: values.pop(name) for name in list(values) if name in WRITER}}
    language = values.pop("language", "en")
    words |= {name: values.pop(name) for name in list(values) if name in words}
    zip_area()
    letter = services.start_letter(
        newspaper_id=(newspaper or paper()).pk, language=language, submission_key=f"test-{number}", **values
    )
    services.save_text(letter_id=letter.pk, language=language, **words)
    return services.save_writer(letter_id=letter.pk, **writer)


def asked(newspaper: Newspaper | None = None, *, needs_review: bool = False, **values: Any) -> Letter:
    """A letter whose writer was asked to confirm it."""
    letter = draft(newspaper, **values)
    return services.ask_writer(letter_id=letter.pk, statement=STATEMENT, needs_review=needs_review)


def link_of(letter: Letter) -> str:
    """The secret of the newest e-mailed link."""
    request = ConfirmationRequest.objects.filter(letter=letter, replaced_at=None).get()
    return str(request.token)


def confirmed(newspaper: Newspaper | None = None, **values: Any) -> Letter:
    """A letter whose writer pressed the button."""
    return services.confirm_letter(token=link_of(asked(newspaper, **values)))


def held(newspaper: Newspaper | None = None, **values: Any) -> Letter:
    """A confirmed letter that waits for the letters desk."""
    return confirmed(newspaper, needs_review=True, **values)


def taken(letter: Letter, user: Any) -> Letter:
    """The same letter in the hands of `user`."""
    services.claim_letter(letter_id=letter.pk, user_id=user.pk)
    return letter
