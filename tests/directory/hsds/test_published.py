"""With the published examples and schemas of HSDS: a round trip loses nothing, and what leaves is valid."""

import io
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from cms.core.imports import Report
from cms.directory.hsds.files import JSON, PACKAGE, export_organizations, import_organizations
from cms.directory.hsds.package_reading import read_package
from cms.directory.models import Organization
from tests.directory.hsds.published import example, folder, lost, problems, schema
from tests.factories.directory import located, national, serving

pytestmark = [pytest.mark.core, pytest.mark.django_db]


def zipped(path: Path) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as package:
        for file in path.glob("*"):
            package.write(file, file.name)
    return out.getvalue()


def exported(kind: str) -> list[Any]:
    data = export_organizations(kind)
    return list(json.loads(data)) if kind == JSON else trees(data)


def trees(package: bytes) -> list[Any]:
    return [tree for _where, tree in read_package(package, Report(""))]


@pytest.mark.parametrize("kind", [JSON, PACKAGE])
def test_the_published_organization_comes_back_whole(kind: str) -> None:
    before = example("organization_full.json")
    report = import_organizations(json.dumps(before).encode(), are_listed=True)
    assert (report.added, report.rejected) == (1, [])
    (after,) = exported(kind)
    assert lost(before, after) == []


def test_a_service_of_an_api_brings_its_organization() -> None:
    import_organizations(json.dumps({"contents": [example("service_full.json")]}).encode(), are_listed=True)
    (after,) = exported(JSON)
    before = example("service_full.json")
    assert lost(before.pop("organization"), after) == []
    assert lost([before], after["services"]) == []


def test_the_published_package_says_which_rows_belong_to_nothing() -> None:
    report = import_organizations(zipped(folder() / "examples" / "csv"), are_listed=True)
    assert report.added == 1
    assert all("belongs to nothing" in line for line in report.rejected)
    first = export_organizations(PACKAGE)
    Organization.objects.all().delete()
    again = import_organizations(first, are_listed=True)
    assert (again.added, again.rejected) == (1, [])
    (before,), (after,) = trees(first), trees(export_organizations(PACKAGE))
    assert lost(before, after) == []


def test_what_leaves_is_valid() -> None:
    import_organizations(json.dumps(example("organization_full.json")).encode(), are_listed=True)
    row = located("Centro Legal", phone="(956) 555-0123", languages=["en", "es"], description_es="Abogados")
    serving(row, "TX", "Hidalgo County")
    national("Everywhere", kinds=(), languages=["es"])
    for tree in exported(JSON):
        assert problems(tree, schema("organization.json")) == []
