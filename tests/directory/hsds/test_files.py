"""Files that people bring: what is taken, what is refused and with which words, and that hands win."""

import io
import json
import uuid
from datetime import date
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.management import CommandError, call_command

from cms.core.sources import BadSource
from cms.directory.editing import note_edits
from cms.directory.hsds.files import JSON, PACKAGE, PLAIN, export_organizations, import_organizations
from cms.directory.hsds.plain_writing import template
from cms.directory.hsds.sameness import duplicates_of, likely_duplicates
from cms.directory.models import Location, Organization, Phone, Schedule
from tests.directory.hsds.published import lost
from tests.factories.directory import located, national, organization, serving

pytestmark = [pytest.mark.core, pytest.mark.django_db]
AID = str(uuid.UUID(int=1))
ROSTER = "name,city,state,phone,recognized,expiration,status\n"


def tree(name: str = "Valley Aid", **fields: Any) -> dict[str, Any]:
    address = {"address_1": "1 Main St", "city": "McAllen", "state_province": "Texas", "postal_code": "78501-1234"}
    hours = {"freq": "WEEKLY", "byday": "MO,TU", "opens_at": "09:00:00", "closes_at": "17:00:00"}
    office = {"id": str(uuid.uuid4()), "location_type": "physical", "addresses": [address], "schedules": [hours]}
    spoken = [{"name": "Spanish", "code": "spa"}, {"name": "Klingon", "code": "tlh"}]
    service = {"id": str(uuid.uuid4()), "name": "Immigration bonds", "status": "active", "languages": spoken}
    phone = {"id": str(uuid.uuid4()), "number": "956-555-0123", "extension": 7}
    parts = {"locations": [office], "services": [service], "phones": [phone]}
    return {"id": AID, "name": name, "description": "Helps.", "tax_id": "12-3", **parts, **fields}


def as_json(*trees: Any) -> bytes:
    return json.dumps(list(trees)).encode()


def package(**tables: str | bytes) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, content in tables.items():
            file.writestr(f"some folder/{name}.csv", content)
    return out.getvalue()


def damaged(data: bytes) -> bytes:
    """The first table cannot be unpacked: its data begin after a head of 30 bytes and its name."""
    start = 30 + int.from_bytes(data[26:28], "little")
    return data[:start] + b"\xff" + data[start + 1 :]


class TestOneOrganization:
    def test_every_part_has_its_place(self) -> None:
        import_organizations(as_json(tree()))
        row = Organization.objects.get()
        assert (row.name, row.languages, row.checked_on, row.is_listed) == ("Valley Aid", ["es"], None, False)
        assert row.services.get().kind == "bond"
        assert row.phones.get().number == "(956) 555-0123"
        office = row.locations.get()
        assert (office.state, office.zip, office.latitude) == ("TX", "78501", 26.2154)
        assert [one.day for one in office.schedules.all()] == ["MO", "TU"]

    @pytest.mark.parametrize("kind", [JSON, PACKAGE])
    def test_our_own_fields_come_back_too(self, kind: str) -> None:
        row = serving(located("Centro", phone="(956) 555-0123"), "TX", "Hidalgo")
        texts = {"description_es": "Abogados", "volunteer_url": "https://a.example/v", "source_es": "Lista"}
        Organization.objects.filter(pk=row.pk).update(is_recognized=True, languages=["es", "mam"], **texts)
        row.services.update(cost="free", new_clients="wait", for_detained=False, apply_es="Llame")
        location = row.locations.get()
        Schedule.objects.create(location=location, day="FR", opens_at="09:00", closes_at="12:00", note_es="Solo citas")
        national("Everywhere", kinds=(), languages=["en"])
        before = facts()
        data = export_organizations(kind)
        Organization.objects.all().delete()
        assert import_organizations(data, are_listed=True).rejected == []
        assert facts() == before

    def test_a_second_import_changes_nothing(self) -> None:
        data = as_json(tree())
        import_organizations(data)
        report = import_organizations(data)
        assert (report.total, report.notes) == (0, [])

    def test_hands_win_over_files_and_are_exported(self) -> None:
        import_organizations(as_json(tree()), are_listed=True)
        row = Organization.objects.get()
        row.phones.update(number="(956) 555-0199")
        row.languages = ["es", "mam"]
        row.description_en = "By hand"
        row.save()
        note_edits(organization=row, names=["description_en", "languages", "phones"])
        report = import_organizations(as_json(tree(name="Valley Aid Society", description="By file")))
        row.refresh_from_db()
        assert (row.name, row.description_en, row.phones.get().number) == (
            "Valley Aid Society",
            "By hand",
            "(956) 555-0199",
        )
        assert "left as people have it" in report.notes[0]
        (after,) = json.loads(export_organizations(JSON))
        assert [phone["number"] for phone in after["phones"]] == ["(956) 555-0199"]
        assert {one["code"] for one in after["services"][0]["languages"]} == {"spa", "tlh", "mam"}
        assert after["tax_id"] == "12-3"

    def test_what_a_person_emptied_stays_empty(self) -> None:
        data = as_json(tree(email="help@aid.example"))
        import_organizations(data, are_listed=True)
        row = Organization.objects.get()
        assert row.email
        assert row.locations.exists()
        row.email = ""
        row.save()
        row.locations.all().delete()
        note_edits(organization=row, names=["email", "locations"])
        report = import_organizations(data)
        row.refresh_from_db()
        assert (row.email, row.locations.count()) == ("", 0)
        assert "left as people have it: email, locations" in report.notes[0]

    def test_another_organization_of_the_same_name_and_source_is_another_one(self) -> None:
        import_organizations(as_json(tree()))
        first = tree()
        import_organizations(as_json(tree(id="00000000-0000-4000-8000-00000000000a")))
        assert Organization.objects.count() == 2
        import_organizations(as_json(first))
        assert Organization.objects.count() == 2

    def test_a_number_that_stands_at_a_service_stays_there_until_it_is_taken_away(self) -> None:
        data = tree(phones=[])
        data["services"][0]["phones"] = [{"number": "956-555-0123", "type": "voice"}]
        import_organizations(as_json(data), are_listed=True)
        (after,) = json.loads(export_organizations(JSON))
        assert lost(data, after) == []
        assert after["phones"] == []
        Phone.objects.all().delete()
        (after,) = json.loads(export_organizations(JSON))
        assert after["services"][0]["phones"] == []

    def test_what_is_wrong_on_earth_is_said_and_kept_off_the_map(self) -> None:
        far = tree()
        far["locations"][0] |= {"latitude": 100, "longitude": 26}
        abroad = tree("Abroad", id=str(uuid.UUID(int=2)))
        abroad["locations"][0]["addresses"][0]["state_province"] = "Tamaulipas"
        report = import_organizations(as_json(far, abroad), are_listed=True)
        assert Location.objects.get().latitude == 26.2154
        assert "no place on this earth" in report.notes[0]
        assert "stays off the map: 'Tamaulipas' is no state" in report.notes[1]
        after = json.loads(export_organizations(JSON))[1]
        assert lost(abroad["locations"], after["locations"]) == []

    def test_one_bad_row_does_not_keep_the_others_out(self) -> None:
        bad = [{"id": "x", "name": "<b>no</b>"}, {"description": "nobody"}, "text", tree("Again")]
        report = import_organizations(as_json(tree(), *bad))
        assert report.added == 1
        assert report.rejected == [
            "organization 2: HTML in the name",
            "organization 3: the organization has no name",
            "organization 4: it is no object, or lists within lists without end",
            "organization 5: its id stands in organization 1 already",
        ]

    def test_parents_in_a_circle_and_ids_that_are_no_uuids_do_no_harm(self) -> None:
        one = tree("One", id="1", parent_organization_id="2")
        other = tree("Two", id="2", parent_organization_id="1")
        import_organizations(as_json(one, other), are_listed=True)
        assert [one["parent_organization_id"] for one in json.loads(export_organizations(JSON))] == ["2", "1"]


def facts() -> list[Any]:
    hidden = {
        "sort_order",
        "id",
        "organization_id",
        "location_id",
        "hsds_extra",
        "imported_from",
        "updated_at",
        "slug",
        "is_listed",
    }
    found = []
    for row in Organization.objects.complete().order_by("name"):
        parts = [row, *row.phones.all(), *row.services.all(), *row.locations.all(), *row.service_areas.all()]
        parts += [hours for office in row.locations.all() for hours in office.schedules.all()]
        found.append([{k: v for k, v in vars(one).items() if k not in hidden and k[0] != "_"} for one in parts])
    return found


class TestPackages:
    def test_what_hangs_on_nothing_is_refused_with_its_line(self) -> None:
        data = package(
            organizations=f"id,name,description\n{AID},Valley Aid,Helps\n{AID},Twice,No\n,Nobody,No\n",
            services=f"id,organization_id,name,status\ns1,{AID},Legal,active\ns2,gone,Legal,active\n",
            phones="id,service_id,number\np1,s1,956-555-0123\np2,s9,956-555-0124\n",
        )
        report = import_organizations(data)
        assert report.added == 1
        assert report.rejected == [
            "organizations.csv, line 3: a row with this id stands there already",
            "organizations.csv, line 4: the row has no id",
            "services.csv, line 3: it belongs to nothing in this package",
            "phones.csv, line 3: it belongs to nothing in this package",
        ]
        assert Phone.objects.get().number == "(956) 555-0123"

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            (b"PK\x03\x04 and then nothing", "no package that can be opened"),
            (package(services="id\n1\n"), "no organizations.csv"),
            (package(organizations=b"id,name\n" + b"0" * 30_000_000), "made to burst"),
            (package(**{f"t{number}": "" for number in range(99)}), "99 files"),
            (package(organizations="name\nAid\n"), "no column id"),
            (package(organizations=",".join("c" * n for n in range(1, 300))), "columns; at most"),
            (b'{"name": "cut of', "not complete JSON"),
            (b"[" * 100_000, "nested too deep"),
            (damaged(package(organizations="id,name\n" + "1,Aid\n" * 999)), "no package that can be opened"),
            (b"3,4\n", "no column name"),
            (b"name;city" + b";x" * 100_000, "100002 columns"),
            (b"name\n\0\0", "no CSV"),
            (b"", "no column name"),
        ],
    )
    def test_files_that_cannot_be_used_change_nothing(self, data: bytes, sentence: str) -> None:
        with pytest.raises(BadSource, match=sentence):
            import_organizations(data)
        assert not Organization.objects.exists()

    @pytest.mark.parametrize(
        "document",
        [
            '[{"name": "A", "x": %s}]' % ("[" * 400 + "]" * 400),
            '[{"id": "1", "name": "A", "services": "x"}]',
            '[{"id": "1", "name": "Legal", "organization": {"id": "2", "name": "A", "services": "x"}, "x": %s}]'
            % ("[" * 40 + "]" * 40),
        ],
    )
    def test_an_object_that_is_none_is_refused_and_not_an_error(self, document: str) -> None:
        report = import_organizations(document.encode())
        assert (report.added, len(report.rejected)) == (0, 1)

    def test_a_formula_is_harmless_in_a_package_and_comes_back(self) -> None:
        organization("=1+1", description_en="+1 956 555 0123")
        data = export_organizations(PACKAGE)
        cells = ZipFile(io.BytesIO(data)).read("organizations.csv").decode()
        assert "'=1+1" in cells
        assert "'+1 956" not in cells
        Organization.objects.all().delete()
        import_organizations(data)
        assert Organization.objects.get().name == "=1+1"


class TestPlainTables:
    def test_the_template_and_an_export_can_be_read(self) -> None:
        assert import_organizations(template().encode()).total == 0
        row = serving(located("Centro", phone="(956) 555-0123", languages=["es"]), "TX")
        Location.objects.create(organization=row, city="San Juan", state="TX")
        data = export_organizations(PLAIN)
        report = import_organizations(data)
        assert (report.added, report.rejected) == (0, [])
        Organization.objects.all().delete()
        import_organizations(data)
        assert Organization.objects.get().locations.count() == 2

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "windows-1252"])
    def test_what_excel_makes_of_a_table(self, encoding: str) -> None:
        data = 'Name;City;State;Languages\n"Asociación; Ñandú";McAllen;tx;Spanish; ;\n'.encode(encoding)
        import_organizations(data)
        assert Organization.objects.get().name == "Asociación; Ñandú"

    @pytest.mark.parametrize(
        ("cells", "reason"),
        [
            ({"name": ""}, "no name"),
            ({"name": "=cmd()"}, "the name begins like a formula"),
            ({"phone": "1-800-LAWYERS"}, "has letters"),
            ({"state": "Texarkana"}, "is no state"),
            ({"city": ""}, "needs its city and its state"),
            ({"zip": "7850"}, "no five digits"),
            ({"languages": "Klingon"}, "the language 'Klingon' is not on our list"),
            ({"services": "magic"}, "the service 'magic' is none of legal"),
            ({"areas": "Narnia"}, "the area 'Narnia'"),
            ({"website": "javascript:alert(1)"}, "is no address"),
            ({"description_es": "x" * 700}, "has 700 characters; 600 fit"),
            ({"recognized": "maybe"}, "write yes or no"),
        ],
    )
    def test_a_row_is_refused_with_its_line_and_a_reason(self, cells: dict[str, str], reason: str) -> None:
        good = {"name": "Aid", "city": "McAllen", "state": "TX"}
        names = list({**good, **cells})
        rows = [[{**good, **cells}.get(name, "") for name in names], [good.get(name, "") for name in names]]
        rows[0][1] = rows[0][1] or cells.get("city", "")
        data = "\n".join([",".join(names), *(",".join(row) for row in rows)])
        report = import_organizations(data.encode())
        assert (report.added, len(report.rejected)) == (1, 1)
        assert report.rejected[0].startswith("line 2: ")
        assert reason in report.rejected[0]

    def test_the_roster_marks_whom_it_knows_and_adds_the_others(self) -> None:
        located("Al Otro Lado", description_en="By hand")
        rows = '"Al Otro Lado, Inc.",McAllen,TX,(323) 555-0123,2019-07-18,2028-08-03,Active\n'
        rows += "World Aid,Towson,MD,(410) 555-0123,2024-09-25,2026-02-26,Active (renewal pending)\n"
        report = import_organizations((ROSTER + rows).encode())
        assert (report.added, report.changed) == (1, 1)
        known, fresh = Organization.objects.order_by("name")
        assert known.is_recognized
        assert known.description_en == "By hand"
        assert known.phones.count() == 1
        assert fresh.is_recognized
        assert fresh.services.get().kind == "legal"
        assert fresh.checked_on is None
        import_organizations((ROSTER + rows.replace("2028-08-03,Active", "2028-08-03,Terminated")).encode())
        known.refresh_from_db()
        assert not known.is_recognized

    def test_one_active_office_on_the_roster_is_enough(self) -> None:
        rows = "World Aid,Towson,MD,(410) 555-0123,2024-09-25,2026-02-26,Terminated\n"
        rows += "World Aid,Baltimore,MD,(410) 555-0124,2024-09-25,2031-02-26,Active\n"
        import_organizations((ROSTER + rows).encode())
        row = Organization.objects.get()
        assert (row.is_recognized, str(row.recognized_until)) == (True, "2031-02-26")
        assert row.is_recognized_today
        row.recognized_until = date(2020, 1, 1)
        assert not row.is_recognized_today


class TestCommands:
    def test_a_dry_run_says_all_and_writes_nothing(self, tmp_path: Any, capsys: Any) -> None:
        file = tmp_path / "aid.json"
        file.write_bytes(as_json(tree(), {"id": "x"}))
        call_command("import_organizations", str(file), dry_run=True)
        said = capsys.readouterr().out
        assert "1 added" in said
        assert "Dry run" in said
        assert "rejected  organization 2: " in said
        assert not Organization.objects.exists()

    def test_out_and_in_again(self, tmp_path: Any, capsys: Any) -> None:
        located("Centro")
        organization("Hidden", is_listed=False)
        call_command("export_organizations", str(tmp_path / "all.zip"))
        assert "1 organizations written" in capsys.readouterr().out
        call_command("import_organizations", str(tmp_path / "all.zip"))
        assert "0 added, 0 changed" in capsys.readouterr().out
        with pytest.raises(CommandError, match="must end in"):
            call_command("export_organizations", str(tmp_path / "all.xls"))


def test_likely_duplicates_by_name_and_by_phone() -> None:
    first = located("The Valley Aid", phone="956 555 0123")
    same_name = located("Valley Aid, Inc.")
    same_phone = organization("Elsewhere", phone="(956) 555-0123")
    located("Valley Aid in Maine", state="ME")
    assert likely_duplicates() == [(first.pk, same_name.pk), (first.pk, same_phone.pk)]
    assert duplicates_of(first) == [same_phone, same_name]
    assert duplicates_of(same_phone) == [first]
