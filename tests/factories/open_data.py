"""A small OPEN_DATA_DIR, how its imports are run, and everything they may change."""

from io import StringIO
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command

from tests.factories.newspapers import as_3dlnews, outlet
from tests.factories.officials import CROSSWALK, as_json, branch, branches, governor, members

DISTRICTS = "zip-districts/zccd.csv"
MEMBERS = "congress/legislators-current.json"
BRANCHES = "congress/legislators-district-offices.json"
GOVERNORS = "governors/executive"
NEWSPAPERS = "newspapers/usa_2016_2024_pu5e.json"


def write_open_data(folder: Path) -> None:
    name, text = governor()
    files = {
        DISTRICTS: CROSSWALK.encode(),
        MEMBERS: as_json(members()),
        BRANCHES: branches(branch("A000001-a"), branch("A000001-b")),
        f"{GOVERNORS}/{name}": text,
        NEWSPAPERS: as_3dlnews(TX=[outlet()]),
    }
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def run(command: str, *arguments: str) -> list[str]:
    """What it says: counts first."""
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue().splitlines()


def everything() -> dict[str, list[Any]]:
    """Every row of every table of places, officials and letters."""
    models = [model for app in ("places", "officials", "letters") for model in apps.get_app_config(app).get_models()]
    return {model.__name__: list(model._default_manager.order_by("pk").values_list()) for model in models}
