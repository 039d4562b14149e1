"""Single values of source files, read strictly."""

from datetime import date
from typing import Any
from urllib.parse import urlsplit

from cms.core.imports import BadRow, Report, phone_number
from cms.core.text import clean_line


def day_of(value: Any, what: str) -> date | None:
    """A date written YYYY-MM-DD (YAML may have made one of it already). Raises `BadRow`."""
    if not value:
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise BadRow(f"the {what} {str(value)[:20]!r} is no date") from error


def web_address(value: Any) -> str:
    """An http(s) address of at most 300 characters, else nothing."""
    text = clean_line(str(value or ""))
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and parts.netloc and len(text) <= 300 else ""


def phone_or_note(value: Any, where: str, report: Report) -> dict[str, str]:
    """{"phone": …}; nothing where the number is wrong, so that the one we have stays. Says so in the report."""
    try:
        return {"phone": phone_number(value)}
    except BadRow as error:
        report.reject(where, f"{error}; the rest of the row was taken")
        return {}


def coordinates_or_note(row: dict[str, Any], where: str, report: Report) -> dict[str, float | None]:
    """Latitude and longitude, both or none."""
    try:
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
    except (KeyError, TypeError, ValueError):
        return {"latitude": None, "longitude": None}
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        report.reject(where, f"({latitude}, {longitude}) is nowhere; the rest of the row was taken")
        return {"latitude": None, "longitude": None}
    return {"latitude": latitude, "longitude": longitude}
