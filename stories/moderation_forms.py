"""What moderators fill in."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.core.forms import LineField, PlainTextField
from stories.box_fields import BoxesField
from stories.choices import DeclineReason, Flag, FlagReason, RevealReason, StealReason
from stories.models import EditedVersion, Media, Submission, Topic
from stories.services.messages import LONGEST_MESSAGE
from stories.services.notes import LONGEST_NOTE


class ReviewForm(forms.Form):
    """The public version beside what was sent. `version` is the state that was on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = LineField(label=_("Title"), max_length=120, required=False)
    text = PlainTextField(label=_("Text"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 18}))
    attribution = LineField(
        label=_("Shown as"), max_length=80, required=False, help_text=_("For example: A mother, M., Rosa.")
    )
    place_label = LineField(label=_("Place"), max_length=80, required=False)
    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"), queryset=Topic.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = Topic.objects.filter(locale__language_code=submission.language)
        self.fields["topics"] = forms.ModelMultipleChoiceField(
            label=_("Topics"), queryset=topics, required=False, widget=forms.CheckboxSelectMultiple
        )
        self.photos = list(submission.photos.all())
        for media in self.photos:
            self._add_photo_fields(media)

    def _add_photo_fields(self, media: Media) -> None:
        self.fields[f"chosen_{media.pk}"] = forms.BooleanField(
            label=_("Publish this photo"), required=False, initial=media.is_chosen
        )
        self.fields[f"faces_{media.pk}"] = forms.BooleanField(
            label=_("I have looked at every face: each may be shown"), required=False, initial=media.faces_checked
        )
        self.fields[f"alt_{media.pk}"] = LineField(
            label=_("What the photo shows, for people who cannot see it"),
            max_length=200,
            required=False,
            initial=media.alt,
        )
        self.fields[f"boxes_{media.pk}"] = BoxesField(label=_("Parts to cover"), required=False, initial=media.boxes)

    @property
    def photo_rows(self) -> list[dict[str, Any]]:
        """For each photo: the row, its boxes, and its three other fields."""
        return [
            {
                "media": media,
                "boxes": self[f"boxes_{media.pk}"],
                "fields": [self[f"{name}_{media.pk}"] for name in ("chosen", "faces", "alt")],
            }
            for media in self.photos
        ]


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", _("Choose a reason")), *DeclineReason.choices],
        error_messages={"required": _("Choose why you decline it. Nothing was done.")},
    )


class ScheduleForm(forms.Form):
    """When the public version goes public by itself."""

    publish_at = forms.DateTimeField(
        label=_("Public from"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={
            "required": _("Choose a day and an hour. Nothing was done."),
            "invalid": _("Choose a day and an hour. Nothing was done."),
        },
    )


class AnswerForm(forms.Form):
    """A message to the storyteller. `answer_key` makes a double click one message."""

    answer_key = forms.CharField(widget=forms.HiddenInput, max_length=64, initial=lambda: secrets.token_hex(16))
    answer_text = PlainTextField(
        label=_("Your message to the storyteller"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 5, "aria-describedby": "answer-help"}),
        error_messages={"required": _("Write a message first.")},
    )
    needs_answer = forms.BooleanField(label=_("I need an answer"), required=False)


class NoteForm(forms.Form):
    note_text = PlainTextField(
        label=_("Your note"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4, "aria-describedby": "note-help"}),
        error_messages={"required": _("Write a note first.")},
    )


class FlagForm(forms.Form):
    flags = forms.MultipleChoiceField(
        label=_("Why two people"), choices=Flag.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    flag_reason = forms.ChoiceField(
        label=_("How do you know?"),
        choices=[("", _("Choose a reason")), *FlagReason.choices],
        error_messages={"required": _("Choose how you know. Nothing was changed.")},
    )


class LikenessForm(forms.Form):
    """The number of one pair, behind the button that was pressed."""

    not_same = forms.IntegerField(required=False)
    may_be_same = forms.IntegerField(required=False)


class UndoForm(forms.Form):
    version = forms.IntegerField()


class StealForm(forms.Form):
    steal_reason = forms.ChoiceField(label=_("Reason"), choices=StealReason.choices)


class RevealForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why do you need it?"),
        choices=RevealReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why you need it.")},
    )


def initial_review(submission: Submission, edited: EditedVersion | None, start: Any) -> dict[str, Any]:
    """The first content of a ReviewForm: what was edited so far, else `start`."""
    source = edited or start
    return {
        "version": submission.version,
        "title": source.title,
        "text": source.text,
        "attribution": source.attribution,
        "place_label": source.place_label,
        "topics": list(edited.topics.all()) if edited else [],
    }
