"""Keep the grid true whenever a part of an organization is saved or deleted, as a search index does.

Writers of many rows (bulk_create, update) send no signals: they call `put_on_grid` themselves.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models.signals import post_delete, post_save

from cms.directory.grid.placing import put_on_grid
from cms.directory.models import Location, Organization, Service, ServiceArea

_is_left_to_caller: ContextVar[bool] = ContextVar("is_left_to_caller", default=False)


@contextmanager
def grid_left_to_caller() -> Iterator[None]:
    """Inside it signals do nothing: whoever changes many parts at once calls `put_on_grid` once at the end."""
    token = _is_left_to_caller.set(True)
    try:
        yield
    finally:
        _is_left_to_caller.reset(token)


def keep_grid() -> None:
    """Start to listen. Called once, when the app is ready."""
    for signal in (post_save, post_delete):
        signal.connect(_organization_changed, sender=Organization)
        for part in (Location, Service, ServiceArea):
            signal.connect(_part_changed, sender=part)


def _organization_changed(instance: Organization, **_signal: Any) -> None:
    if not _is_left_to_caller.get():
        put_on_grid([instance.pk])


def _part_changed(instance: Any, **_signal: Any) -> None:
    if not _is_left_to_caller.get():
        put_on_grid([instance.organization_id])
