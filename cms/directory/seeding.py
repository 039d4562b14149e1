"""Invented organizations in any number, to measure with. They are named as samples and are never meant for readers."""

import random
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from cms.core.clock import today
from cms.core.progress import batches
from cms.directory.grid.placing import ORGANIZATIONS_AT_ONCE, put_on_grid
from cms.directory.models import Location, Organization, Phone, Service, ServiceArea
from cms.places.models import ZipArea

SLUG = "sample-organization-{}"
SPEAK = [["en"], ["en", "es"], ["en", "es"], ["es"], ["en", "ht"], ["en", "es", "mam"], []]
NATIONAL_SHARE = 0.0001
STATE_SHARE = 0.005
# About three miles around the middle of a ZIP area.
SCATTER_DEGREES = 0.05


def seed_organizations(count: int, seed: int = 2026) -> None:
    """`count` organizations, one office each, as thick as the ZIP areas lie; the same ones for the same seed."""
    dice = random.Random(seed)  # noqa: S311  # nothing secret is drawn
    areas = list(ZipArea.objects.filter(latitude__isnull=False, kind=ZipArea.Kind.STANDARD))
    first = Organization.objects.count()
    with batches(range(first, first + count), "Inventing organizations") as pieces:
        for numbers in pieces:
            _make(dice, areas, numbers)


@transaction.atomic
def _make(dice: random.Random, areas: Sequence[ZipArea], numbers: Sequence[int]) -> None:
    rows = Organization.objects.bulk_create(_organization(dice, number) for number in numbers)
    Location.objects.bulk_create(_office(dice, row, dice.choice(areas)) for row in rows)
    Phone.objects.bulk_create(Phone(organization=row, number=f"+1956555{row.pk % 10_000:04}") for row in rows)
    Service.objects.bulk_create(_service(dice, row) for row in rows for _number in range(dice.choice([1, 1, 2])))
    ServiceArea.objects.bulk_create(_areas(dice, rows))
    keys = [row.pk for row in rows]
    for start in range(0, len(keys), ORGANIZATIONS_AT_ONCE):
        put_on_grid(keys[start : start + ORGANIZATIONS_AT_ONCE])


def _organization(dice: random.Random, number: int) -> Organization:
    checked = today() - timedelta(days=dice.randint(0, 600)) if dice.random() < 0.7 else None
    return Organization(
        name=f"Sample Organization {number}",
        slug=SLUG.format(number),
        description_en="An invented organization, to measure with.",
        description_es="Una organización inventada, para medir.",
        website=f"https://sample-{number}.example/",
        languages=dice.choice(SPEAK),
        checked_on=checked,
    )


def _office(dice: random.Random, row: Organization, area: ZipArea) -> Location:
    return Location(
        organization=row,
        city=area.city,
        state=area.state,
        zip=area.zip,
        time_zone=area.time_zone,
        latitude=(area.latitude or 0) + dice.uniform(-SCATTER_DEGREES, SCATTER_DEGREES),
        longitude=(area.longitude or 0) + dice.uniform(-SCATTER_DEGREES, SCATTER_DEGREES),
    )


def _service(dice: random.Random, row: Organization) -> Service:
    return Service(
        organization=row,
        kind=dice.choice(Service.Kind.values),
        cost=dice.choice(Service.Cost.values),
        new_clients=dice.choice(Service.NewClients.values),
        for_detained=dice.choice([True, False, None]),
        is_remote=dice.random() < 0.2,
    )


def _areas(dice: random.Random, rows: Sequence[Organization]) -> list[ServiceArea]:
    made = []
    for row in rows:
        luck = dice.random()
        if luck < NATIONAL_SHARE:
            made.append(ServiceArea(organization=row, extent=ServiceArea.Extent.NATIONAL))
        elif luck < STATE_SHARE:
            made.append(
                ServiceArea(
                    organization=row,
                    extent=ServiceArea.Extent.STATE,
                    state=dice.choice(["TX", "CA", "NY", "AZ", "FL", "MT"]),
                )
            )
    return made
