"""No small number of stories from one place can be seen or worked out."""

import itertools
from random import Random

import pytest

from cms.places.states import ENGLISH_NAMES
from stories.state_counts import StateCounts, safe_counts


@pytest.mark.parametrize(
    ("counts", "shown", "elsewhere"),
    [
        ({}, {}, 0),
        ({"TX": 2}, {}, 2),
        ({"TX": 3}, {"TX": 3}, 0),
        ({"TX": 5, "AZ": 4}, {"TX": 5, "AZ": 4}, 0),
        # One in New Mexico: the total less Texas and Arizona would tell.
        ({"TX": 5, "AZ": 4, "NM": 1}, {"TX": 5}, 5),
        ({"TX": 5, "NM": 2}, {}, 7),
        ({"TX": 5, "NM": 1, "AZ": 1, "CA": 1}, {"TX": 5}, 3),
        ({"TX": 3, "AZ": 3, "": 1}, {"TX": 3}, 4),
        ({"TX": 9, "": 3}, {"TX": 9}, 3),
    ],
)
def test_small_numbers_go_to_elsewhere(counts: dict[str, int], shown: dict[str, int], elsewhere: int) -> None:
    assert safe_counts(counts) == StateCounts(shown, elsewhere)


def test_neither_the_numbers_nor_what_is_left_of_the_total_is_small() -> None:
    random = Random(7)
    for _round in range(2_000):
        codes = random.sample(["", *ENGLISH_NAMES], random.randint(1, 9))
        counts = {code: random.randint(1, 6) for code in codes}
        safe = safe_counts(counts)
        assert sum(safe.shown.values()) + safe.elsewhere == sum(counts.values())
        assert all(number >= 3 for number in safe.shown.values())
        assert safe.elsewhere == 0 or safe.elsewhere >= 3 or not safe.shown


def test_every_state_has_one_square_of_its_own() -> None:
    tiles = StateCounts({"TX": 4}).tiles
    assert len(tiles) == len({tile.code for tile in tiles}) == 52
    assert {tile.code for tile in tiles} <= set(ENGLISH_NAMES)
    assert all((a.x, a.y) != (b.x, b.y) for a, b in itertools.combinations(tiles, 2))
    assert [tile.count for tile in tiles if tile.count] == [4]
