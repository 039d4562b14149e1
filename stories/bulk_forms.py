"""What moderators choose for several stories at once."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.users.models import User
from stories.models import Topic
from stories.services.bulk import MOST_AT_ONCE, Listed

SPAM, TAKE, MORE, GIVE, TOPIC = "spam", "take", "more", "give", "topic"
MODERATE, BY_ROLE = "stories.moderate_submission", "django.contrib.auth.backends.ModelBackend"


class ListedField(forms.Field):
    """Ticked rows of the queue, each "id:version", each once."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {
        "required": _("Tick at least one story first. Nothing was changed."),
        "invalid": _("Nothing was changed. Load the list again."),
        "too_many": _("At most %(most)d stories at once. Nothing was changed."),
    }

    def to_python(self, value: Any) -> list[Listed]:
        rows = dict.fromkeys(value or [])
        if len(rows) > MOST_AT_ONCE:
            raise ValidationError(self.error_messages["too_many"], code="too_many", params={"most": MOST_AT_ONCE})
        return [self._listed(row) for row in rows]

    def _listed(self, row: str) -> Listed:
        pk, _colon, version = row.partition(":")
        try:
            return Listed(uuid.UUID(pk), int(version))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class BulkForm(forms.Form):
    act = forms.ChoiceField(
        choices=[(name, name) for name in (SPAM, TAKE, MORE, GIVE, TOPIC)],
        error_messages={"required": _("Nothing was changed. Load the list again.")},
    )
    stories = ListedField()


class GiveForm(forms.Form):
    """To whom: everybody else who may moderate."""

    to = forms.ModelChoiceField(
        label=_("Who shall read them?"),
        queryset=User.objects.none(),
        empty_label=_("Choose a name"),
        error_messages={"required": _("Choose a name. Nothing was changed.")},
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = User.objects.with_perm(MODERATE, backend=BY_ROLE).exclude(pk=user.pk).order_by("username")


class TopicForm(forms.Form):
    """Which topic. Each story gets it in its own language."""

    topic = forms.ChoiceField(
        label=_("Which topic?"), error_messages={"required": _("Choose a topic. Nothing was changed.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["topic"]
        field.choices = [("", _("Choose a topic")), *_topic_names().items()]


def _topic_names() -> dict[str, str]:
    """Each topic once, by its slug, in the language of who chooses where there is such a name."""
    names: dict[str, str] = {}
    for topic in Topic.objects.select_related("locale"):
        if topic.slug not in names or topic.locale.language_code == get_language():
            names[topic.slug] = topic.name
    return names
