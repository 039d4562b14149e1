"""Each purpose of a keyed hash belongs to one module and stands in the documentation."""

import ast
import re
from collections import defaultdict
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
ROW = re.compile(r"^\| `([\w.-]+)` \|", re.MULTILINE)


def purposes() -> dict[str, set[str]]:
    """The modules of each purpose; one that is not written out at the call appears as its code."""
    found: dict[str, set[str]] = defaultdict(set)
    for package in ("cms", "home", "stories"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for call in ast.walk(ast.parse(path.read_text())):
                if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "keyed_hash":
                    (purpose,) = (keyword.value for keyword in call.keywords if keyword.arg == "purpose")
                    name = purpose.value if isinstance(purpose, ast.Constant) else ast.unparse(purpose)
                    found[str(name)].add(str(path.relative_to(ROOT)))
    return found


def test_every_purpose_is_used_in_one_module_only() -> None:
    assert {purpose: modules for purpose, modules in purposes().items() if len(modules) > 1} == {}


def test_the_documentation_lists_them_all_and_no_other() -> None:
    listed = ROW.findall((ROOT / "docs" / "encryption.md").read_text())
    assert sorted(listed) == sorted(set(listed))
    assert set(listed) == set(purposes())


def test_nothing_else_makes_a_keyed_hash() -> None:
    """One helper: no second HMAC of a private text with a key of ours."""
    users = {
        str(path.relative_to(ROOT))
        for package in ("cms", "home", "stories")
        for path in (ROOT / package).rglob("*.py")
        if "hmac.new(" in path.read_text()
    }
    assert users == {"cms/core/crypto.py"}
