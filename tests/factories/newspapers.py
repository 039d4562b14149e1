"""Files that newspapers are imported from, with invented papers."""

import csv
import io
import json
from typing import Any

MCALLEN = {"city-county-lat": 26.2034, "city-county-long": -98.23}


def outlet(name: str = "Rio Grande Courier", website: str = "http://www.riocourier.example/", **others: Any) -> Any:
    """One newspaper as 3DLNews writes it."""
    return {
        "name": name,
        "website": website,
        "media-class": "newspaper",
        "extracted-from": "usnpl.com",
        "city-county-name": "Hidalgo County",
        "fips": "48215",
        "us-state": "Texas",
        "rss": [],
        **MCALLEN,
        **others,
    }


def as_3dlnews(**states: list[Any]) -> bytes:
    """The file, with a radio station that nobody wants in each state."""
    radio = {"name": "KRIO", "website": "http://krio.example/", "media-class": "radio"}
    return json.dumps({code: {"newspaper": rows, "radio": [radio]} for code, rows in states.items()}).encode()


def row(**cells: str) -> dict[str, str]:
    """One row of a table."""
    return {"name": "Rio Grande Courier", "city": "McAllen", "state": "TX", **cells}


def as_csv(*rows: dict[str, str], delimiter: str = ",") -> str:
    """A table with every column that any row fills."""
    columns = list(dict.fromkeys(name for one in rows for name in one))
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, columns, restval="", delimiter=delimiter)
    table.writeheader()
    table.writerows(rows)
    return out.getvalue()
