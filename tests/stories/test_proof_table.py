"""The table of what proves which promise (docs/stories.md) names tests that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "docs/stories.md").read_text().split("## What proves it")[1].split("\n## ")[0]
FILES = sorted(set(re.findall(r"`((?:tests/[\w/]+/)?test_\w+\.py)`", TABLE)))


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_there(name: str) -> None:
    path = ROOT / name if "/" in name else ROOT / "tests/stories" / name
    assert "def test_" in path.read_text()


def test_each_class_is_in_the_file_before_it() -> None:
    named = re.findall(r"`(test_\w+\.py)` \(`(\w+)`\)", TABLE)
    assert named
    for file, name in named:
        assert f"class {name}:" in (ROOT / "tests/stories" / file).read_text()
