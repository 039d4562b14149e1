"""Rules of this project that `manage.py check` enforces."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004  (Django’s own name)
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from wagtail.blocks import BaseStreamBlock
from wagtail.fields import StreamField
from wagtail.models import Page

MOST_BLOCKS = 12
FOREIGN = ("wagtail", "django")


def page_types() -> list[type[Page]]:
    """Our own page types: those an editor can choose from."""
    return [
        model for model in apps.get_models() if issubclass(model, Page) and not model.__module__.startswith(FOREIGN)
    ]


@register(Tags.models)
def check_page_types(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every page type says what it is for, where it may stand, and has a template."""
    return [message for model in page_types() for message in (*_about(model), *_about_template(model))]


@register(Tags.models)
def check_streams(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every stream offers at most twelve blocks, each with a description, an icon and a preview."""
    streams = {field: field.stream_block for model in page_types() for field in stream_fields(model)}
    return [
        message
        for field, block in streams.items()
        for message in (*_about_size(field, block), *_about_blocks(field, block))
    ]


def stream_fields(model: type[Page]) -> list[StreamField]:
    """The stream fields that `model` itself has."""
    return [field for field in model._meta.get_fields() if isinstance(field, StreamField)]


def _about(model: type[Page]) -> Iterator[CheckMessage]:
    name = model._meta.label
    if not model.get_page_description():
        yield Error(f"{name} has no page_description.", hint="Say in one sentence what it is for.", id="core.E001")
    if "parent_page_types" not in {attribute for base in model.__mro__ if base is not Page for attribute in vars(base)}:
        yield Warning(f"{name} may stand anywhere.", hint="Set parent_page_types.", id="core.W002")


def _about_template(model: type[Page]) -> Iterator[CheckMessage]:
    try:
        get_template(str(model.template))
    except TemplateDoesNotExist:
        yield Error(f"{model._meta.label} has no template {model.template}.", id="core.E003")


def _about_size(field: StreamField, block: BaseStreamBlock) -> Iterator[CheckMessage]:
    if len(block.child_blocks) > MOST_BLOCKS:
        yield Error(f"{field} offers over {MOST_BLOCKS} blocks.", hint="Nobody finds the thirteenth.", id="core.E004")


def _about_blocks(field: StreamField, block: BaseStreamBlock) -> Iterator[CheckMessage]:
    for name, child in block.child_blocks.items():
        if not child.get_description():
            yield Error(f"The block “{name}” of {field} has no description.", id="core.E005")
        if not child.is_previewable:
            yield Error(f"The block “{name}” of {field} has no preview.", hint="Set preview_value.", id="core.E006")
        if child.meta.icon == "placeholder":
            yield Error(f"The block “{name}” of {field} has no icon.", id="core.E007")
