"""The languages that somebody in the directory speaks."""

from django.core.cache import cache

from cms.directory.models import Organization

KEY = "directory.spoken"
KEPT_SECONDS = 600


def spoken_languages() -> list[str]:
    """Codes that at least one listed organization has. A new one is offered after ten minutes at most."""
    kept: list[str] | None = cache.get(KEY)
    if kept is None:
        rows = Organization.objects.listed().order_by().values_list("languages", flat=True).distinct()
        kept = sorted({code for codes in rows for code in codes})
        cache.set(KEY, kept, timeout=KEPT_SECONDS)
    return kept
