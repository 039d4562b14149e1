"""The published schemas and examples of HSDS, which are not ours to carry along: OPEN_DATA_DIR says where they are."""

import json
import uuid
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

TYPES: dict[str, Any] = {"string": str, "number": (int, float), "array": list, "object": dict, "boolean": bool}


def folder() -> Path:
    """The folder of HSDS; skips the test where there is none."""
    path = Path(settings.OPEN_DATA_DIR or "/nowhere") / "hsds"
    if not path.is_dir():
        pytest.skip("OPEN_DATA_DIR has no hsds folder: the published schemas were not checked")
    return path


def example(name: str) -> Any:
    return json.loads((folder() / "examples" / name).read_text())


@cache
def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder() / "schema" / name).read_text())
    return found


def problems(value: Any, rule: dict[str, Any], where: str = "") -> list[str]:
    """What the schema says against `value`. It knows the words that the HSDS schemas use."""
    if "$ref" in rule:
        return problems(value, schema(rule["$ref"]), where)
    found = []
    kind = rule.get("type")
    if kind and (not isinstance(value, TYPES[kind]) or isinstance(value, bool) != (kind == "boolean")):
        return [f"{where} is no {kind}: {value!r}"]
    if rule.get("enum") and value not in rule["enum"]:
        found.append(f"{where} is none of {rule['enum']}: {value!r}")
    if rule.get("format") == "uuid" and not _is_uuid(value):
        found.append(f"{where} is no UUID: {value!r}")
    if isinstance(value, dict):
        found += [f"{where} has no {name}" for name in rule.get("required", ()) if name not in value]
    return found + [one for name, inner, item in _inner(value, rule) for one in problems(item, inner, f"{where}{name}")]


def _inner(value: Any, rule: dict[str, Any]) -> list[tuple[str, dict[str, Any], Any]]:
    """(name, rule, value) of what is inside."""
    if isinstance(value, list):
        return [(f"[{number}]", rule.get("items", {}), item) for number, item in enumerate(value)]
    known = rule.get("properties", {}) if isinstance(value, dict) else {}
    return [(f".{name}", known[name], value[name]) for name in known if name in value]


def _is_uuid(value: str) -> bool:
    try:
        return bool(uuid.UUID(value))
    except ValueError:
        return False


def lost(before: Any, after: Any, where: str = "") -> list[str]:
    """What `before` says and `after` does not. The order of lists means nothing, and `after` may say more."""
    if isinstance(before, dict) and isinstance(after, dict):
        missing = [f"{where}.{name}" for name in before if name not in after]
        both = [name for name in before if name in after]
        return missing + [one for name in both for one in lost(before[name], after[name], f"{where}.{name}")]
    if isinstance(before, list) and isinstance(after, list):
        return [
            f"{where}[{number}] ({min((lost(item, other) for other in after), key=len, default='nothing there')})"
            for number, item in enumerate(before)
            if all(lost(item, other) for other in after)
        ]
    return [] if before == after else [f"{where}: {before!r} became {after!r}"]
