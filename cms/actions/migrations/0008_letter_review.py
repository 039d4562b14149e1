"""The desk reads no letters, a sample or all; pages, their drafts and what is being translated say so too."""

import json
from collections.abc import Callable
from typing import Any

import django.core.validators
from django.db import migrations, models

Content = dict[str, Any]


def with_choice(content: Content) -> Content:
    """A stored copy of a letter page as it is from now on."""
    held = content.pop("needs_review", None)
    if held is not None:
        content.setdefault("review", "all" if held else "off")
    return content


def with_box(content: Content) -> Content:
    """As it was before. A sample becomes "each one": nothing leaves unread that might have been read."""
    review = content.pop("review", None)
    content.pop("sample_one_in", None)
    if review is not None:
        content.setdefault("needs_review", review != "off")
    return content


def choose(apps: Any, schema_editor: Any) -> None:
    apps.get_model("actions", "LetterPage").objects.filter(needs_review=True).update(review="all")
    rewrite_copies(apps, with_choice)


def choose_back(apps: Any, schema_editor: Any) -> None:
    apps.get_model("actions", "LetterPage").objects.exclude(review="off").update(needs_review=True)
    rewrite_copies(apps, with_box)


def rewrite_copies(apps: Any, change: Callable[[Content], Content]) -> None:
    """Drafts and old versions, and what translations are made from."""
    kind = apps.get_model("contenttypes", "ContentType").objects.filter(app_label="actions", model="letterpage").first()
    if kind is None:
        return
    for revision in apps.get_model("wagtailcore", "Revision").objects.filter(content_type=kind).iterator():
        revision.content = change(revision.content)
        revision.save(update_fields=["content"])
    sources = apps.get_model("wagtail_localize", "TranslationSource").objects.filter(specific_content_type=kind)
    for source in sources.iterator():
        source.content_json = json.dumps(change(json.loads(source.content_json)))
        source.save(update_fields=["content_json"])


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0007_asks_help"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]

    operations = [
        migrations.AddField(
            model_name="letterpage",
            name="review",
            field=models.CharField(
                choices=[
                    ("off", "nobody: letters leave as confirmed"),
                    ("sample", "the letters desk reads a sample"),
                    ("all", "the letters desk reads each one"),
                ],
                default="off",
                help_text="What the letters desk reads waits, after its writer has confirmed it, until somebody lets it go. Letters that look like a robot's always wait.",
                max_length=6,
                verbose_name="who reads letters first",
            ),
        ),
        migrations.AddField(
            model_name="letterpage",
            name="sample_one_in",
            field=models.PositiveSmallIntegerField(
                default=5,
                help_text="Only for a sample: 5 means that about one letter in five is read first.",
                validators=[
                    django.core.validators.MinValueValidator(2),
                    django.core.validators.MaxValueValidator(100),
                ],
                verbose_name="one letter in …",
            ),
        ),
        migrations.RunPython(choose, choose_back),
        migrations.RemoveField(model_name="letterpage", name="needs_review"),
    ]
