"""What `manage.py check` says about keys: unusable, repeated, public, or not those of the database."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004  (Django’s own name)
from django.db.utils import DatabaseError

from cms.core.key_proof import key_problems
from cms.settings.encryption_keys import published, repeated, unusable


@register(Tags.security)
def check_keys(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """There is a key, every key is one, and none is there twice."""
    keys = settings.ENCRYPTION_KEYS
    errors: list[CheckMessage] = [Error(sentence, id="core.E010") for sentence in unusable(keys)]
    return [*errors, *(Warning(sentence, id="core.W011") for sentence in repeated(keys))]


@register(Tags.security, deploy=True)
def check_published_keys(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A public server uses none of the keys that stand in this project's code."""
    return [Error(sentence, id="core.E012") for sentence in published(settings.ENCRYPTION_KEYS)]


@register(Tags.database)
def check_key_proof(
    app_configs: Any = None, databases: Iterable[str] | None = None, **kwargs: Any
) -> Sequence[CheckMessage]:
    """The keys are those of the database: `manage.py check --database default`; `migrate` asks by itself."""
    if "default" not in (databases or ()) or list(unusable(settings.ENCRYPTION_KEYS)):
        return []
    try:
        return [Error(sentence, id="core.E013") for sentence in key_problems()]
    except DatabaseError:  # no tables yet: the first `migrate` makes them
        return []
