"""Which Congress sits when (20th Amendment: from noon of January 3 of each odd year, for two years)."""

from datetime import date


def starts_on(congress: int) -> date:
    """The first day of a Congress: the 119th began on 2025-01-03."""
    return date(1787 + 2 * congress, 1, 3)


def congress_on(day: date) -> int:
    """The number of the Congress that sits on `day`."""
    congress = (day.year - 1787) // 2
    return congress if day >= starts_on(congress) else congress - 1
