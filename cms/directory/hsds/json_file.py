"""Organizations of HSDS as JSON: one, a list of them, a page of an HSDS API, or services with their organization."""

import json
from collections.abc import Iterable, Iterator
from typing import IO, Any

from cms.core.imports import Report
from cms.core.sources import BadSource, read_json
from cms.directory.hsds.columns import Raw

# Objects and lists: organization > services > service_at_locations > location > contacts > phones > languages > …
DEEPEST = 24


def read_json_file(data: bytes, report: Report) -> Iterator[tuple[str, Raw]]:
    """("organization 1", organization with all in it). Raises `BadSource`."""
    document = read_json(data)
    if isinstance(document, dict):
        document = document.get("contents") or document.get("organizations") or [document]
    if not isinstance(document, list):
        raise BadSource("The file should hold organizations: one, a list, or a page with “contents”.")
    services: dict[str, Raw] = {}
    count = len(document)
    document.reverse()
    while document:  # what was read is let go
        number, one = count - len(document) + 1, document.pop()
        if not isinstance(one, dict) or _depth(one) > DEEPEST:
            report.reject(f"organization {number}", "it is no object, or lists within lists without end")
        elif not isinstance(one.get("services") or [], list):
            report.reject(f"organization {number}", "its services are no list")
        elif isinstance(one.get("organization"), dict):
            _add_service(services, one)
        else:
            yield f"organization {number}", one
    for number, one in enumerate(services.values(), start=1):
        yield f"organization {number} of the services", one


def _add_service(organizations: dict[str, Raw], service: Raw) -> None:
    organization = service.pop("organization")
    if not isinstance(organization.get("services"), list):
        organization["services"] = []
    key = str(organization.get("id") or organization.get("name"))
    organizations.setdefault(key, organization)["services"].append(service)


def _depth(value: Any) -> int:
    """How many objects and lists stand within each other; more than DEEPEST are not counted to their end."""
    level, depth = [value], 0
    while level and depth <= DEEPEST:
        depth += 1
        inner = [one.values() if isinstance(one, dict) else one for one in level]
        level = [one for several in inner for one in several if isinstance(one, dict | list)]
    return depth


def write_json(trees: Iterable[Raw], out: IO[str]) -> None:
    """A list of organizations, one after the other, so that a large directory needs little memory."""
    out.write("[")
    for number, tree in enumerate(trees):
        out.write(",\n" if number else "\n")
        json.dump(tree, out, ensure_ascii=False)
    out.write("\n]\n")
