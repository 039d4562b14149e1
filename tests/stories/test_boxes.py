"""What a moderator covers on a photo cannot be seen, or guessed, in anything public; what was sent stays whole."""

import io
import random
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageChops

from stories import delivery, photo_child, photos
from stories.box_fields import BoxesField, BoxRows
from stories.boxes import MOST_BOXES, Box
from stories.models import AccessLog, Decision, Media, PublicPhoto
from stories.photos import CleanPhoto, PhotoRefused, clean_photo
from stories.services import moderation
from stories.services.moderation import PhotoChoice
from stories.services.photos import read_photo, stash_photo
from stories.services.publication import PublishingRefused, publish_story
from tests.factories.stories import both_languages, edit, submission
from tests.stories.staff import Staff

BACKEND = "django.contrib.auth.backends.ModelBackend"
LEFT_TOP = Box(0, 0, 40, 50)
# How far a color may move when a JPEG is made of a JPEG.
MADE_ANEW = 24


def noise(size: tuple[int, int] = (400, 320), **options: Any) -> bytes:
    """A picture of which no part looks like another."""
    pixels = random.Random(7).randbytes(size[0] // 8 * (size[1] // 8) * 3)
    image = Image.frombytes("RGB", (size[0] // 8, size[1] // 8), pixels).resize(size, Image.Resampling.BICUBIC)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95, **options)
    return out.getvalue()


def opened(clean: CleanPhoto | bytes) -> Image.Image:
    image = Image.open(io.BytesIO(clean if isinstance(clean, bytes) else clean.content))
    image.load()
    return image


def unlikeness(one: Image.Image, other: Image.Image, box: tuple[int, int, int, int]) -> int:
    """The largest difference of any color of any pixel in `box`."""
    extremes = ImageChops.difference(one.crop(box), other.crop(box)).getextrema()
    return max(int(band[1]) for band in extremes if isinstance(band, tuple))


def is_covered(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    """A decoder blends the colors of neighbors over two pixels: these are the outside's, not the inside's."""
    edge = 2 if min(image.size) > 16 else 0
    inside = box[0] + edge, box[1] + edge, box[2] - edge, box[3] - edge
    return unlikeness(image, Image.new("RGB", image.size, photo_child.COVER_COLOR), inside) <= 6


class TestPixels:
    def test_inside_is_one_color_and_outside_is_as_before(self):
        before = clean_photo(noise())
        after = opened(clean_photo(before.content, boxes=[LEFT_TOP]))
        assert is_covered(after, (0, 0, 160, 160))
        assert unlikeness(opened(before), after, (178, 0, 400, 320)) <= MADE_ANEW
        assert unlikeness(opened(before), after, (0, 178, 400, 320)) <= MADE_ANEW

    def test_what_lay_under_it_leaves_no_trace(self):
        """Two photos that differ only there give the same bytes."""
        covered = []
        for color in ("yellow", "black"):
            image, out = opened(noise()), io.BytesIO()
            image.paste(color, (20, 20, 160, 160))
            image.save(out, "PNG")
            covered.append(clean_photo(out.getvalue(), boxes=[LEFT_TOP]).content)
        assert covered[0] == covered[1]

    def test_a_box_that_begins_inside_a_block_covers_all_of_it(self):
        after = opened(clean_photo(noise(), boxes=[Box(33, 33, 11, 11)]))
        assert is_covered(after, (132, 105, 177, 141))

    @pytest.mark.parametrize("box", [Box(0, 0, 100, 100), Box(99, 99, 1, 1), Box(0, 0, 1, 100), Box(95, 0, 5, 100)])
    def test_boxes_at_the_edges(self, box):
        size = 397, 311
        after = opened(clean_photo(noise(size), boxes=[box]))
        assert after.size == size
        middle = (box.left + box.width / 2) * 3.97, (box.top + box.height / 2) * 3.11
        pixel = after.getpixel((int(middle[0]), int(middle[1])))
        assert isinstance(pixel, tuple)
        assert all(abs(seen - wanted) <= 12 for seen, wanted in zip(pixel, photo_child.COVER_COLOR, strict=True))

    @pytest.mark.parametrize("size", [(1, 1), (7, 2000)])
    def test_a_tiny_photo_can_be_covered(self, size):
        assert is_covered(opened(clean_photo(noise((8, 8)), boxes=[Box(0, 0, 100, 100)])), (0, 0, 8, 8))
        out = io.BytesIO()
        Image.new("RGB", size, "red").save(out, "PNG")
        assert is_covered(opened(clean_photo(out.getvalue(), boxes=[Box(0, 0, 100, 100)])), (0, 0, *size))

    def test_several_boxes(self):
        after = opened(clean_photo(noise(), boxes=[Box(0, 0, 10, 10), Box(80, 80, 20, 20)]))
        assert is_covered(after, (0, 0, 40, 32))
        assert is_covered(after, (320, 256, 400, 320))
        assert not is_covered(after, (100, 100, 200, 200))

    def test_percents_are_of_the_upright_picture(self):
        """A phone held upright stores the picture lying, with a mark that says so."""
        exif = Image.Exif()
        exif[photo_child.ORIENTATION_TAG] = 6
        after = opened(clean_photo(noise((320, 400), exif=exif), boxes=[Box(0, 0, 100, 25)]))
        assert after.size == (400, 320)
        assert is_covered(after, (0, 0, 400, 80))
        assert not is_covered(after, (0, 100, 400, 320))

    @pytest.mark.parametrize("boxes", [[(1, 2, 3)], [("x", 0, 1, 1)]])
    def test_a_child_that_does_not_understand_makes_no_photo(self, boxes):
        with pytest.raises(PhotoRefused):
            clean_photo(noise(), boxes=boxes)


class TestField:
    def posted(self, *rows: tuple[str, ...]) -> Any:
        data = QueryDict(mutable=True)
        for row in rows:
            for part, text in zip(("left", "top", "width", "height"), row, strict=False):
                data.appendlist(f"boxes_{part}", text)
        return BoxRows().value_from_datadict(data, {}, "boxes")

    def clean(self, *rows: tuple[str, ...]) -> tuple[Box, ...]:
        return BoxesField().clean(self.posted(*rows))

    def test_empty_rows_are_no_boxes(self):
        assert self.clean(("", "", "", ""), ("1", " 2", "3 ", "4"), ("", "", " ", "")) == (Box(1, 2, 3, 4),)

    @pytest.mark.parametrize(
        "row",
        [
            ("-1", "0", "10", "10"),
            ("NaN", "0", "10", "10"),
            ("inf", "0", "10", "10"),
            ("1e1", "0", "10", "10"),
            ("1.5", "0", "10", "10"),
            ("٣", "0", "10", "10"),
            ("0x1", "0", "10", "10"),
            ("1\0", "0", "10", "10"),
            ("9" * 5000, "0", "10", "10"),
            ("1", "", "10", "10"),
            ("1", "1", "1"),
        ],
    )
    def test_what_is_no_percent_gets_a_sentence_that_names_the_box(self, row):
        with pytest.raises(ValidationError, match="Box 2: fill in four whole numbers from 0 to 100"):
            self.clean(("1", "1", "1", "1"), row)

    @pytest.mark.parametrize("row", ["200 0 1 1", "0 0 0 10", "0 0 10 0", "95 0 6 1", "0 99 1 2", "0 0 999 999"])
    def test_what_lies_outside_gets_a_sentence(self, row):
        with pytest.raises(ValidationError, match="Box 1: it must lie inside the photo"):
            self.clean(tuple(row.split()))

    def test_too_many_get_a_sentence(self):
        assert len(self.clean(*[("1", "1", "1", "1")] * MOST_BOXES)) == MOST_BOXES
        with pytest.raises(ValidationError, match="At most 20 boxes"):
            self.clean(*[("1", "1", "1", "1")] * 1000)

    def test_there_is_always_an_empty_row_until_it_is_full(self):
        def rows(number: int) -> int:
            return BoxRows().render("boxes", [(1, 1, 1, 1)] * number).count("<fieldset")

        assert [rows(0), rows(3), rows(MOST_BOXES), rows(1000)] == [2, 5, MOST_BOXES, MOST_BOXES]


@pytest.fixture
def ana(db: None) -> Staff:
    both_languages()
    return Staff("Moderators", name="ana")


@pytest.fixture
def sent(ana: Client) -> Media:
    story = submission(photo_tokens=[stash_photo(content=noise())])
    return story.photos.get()


class TestScreen:
    def fields(self, media: Media, *rows: Box, button: str = "save", faces: bool = True) -> dict[str, Any]:
        assert media.submission
        media.submission.refresh_from_db()
        public, parts = edit(), ("left", "top", "width", "height")
        boxes = {f"boxes_{media.pk}_{part}": [row[at] for row in rows] for at, part in enumerate(parts)}
        ticks = {f"chosen_{media.pk}": "on"} | ({f"faces_{media.pk}": "on"} if faces else {})
        return {
            "version": media.submission.version,
            "title": public.title,
            "text": public.text,
            "attribution": public.attribution,
            f"alt_{media.pk}": "A bridge",
            button: "1",
            **boxes,
            **ticks,
        }

    def url(self, media: Media) -> str:
        return reverse("stories_admin:review", args=[media.submission_id])

    def test_boxes_are_published_after_a_second_look_and_the_photo_itself_stays_whole(
        self, ana, sent, own_files, django_capture_on_commit_callbacks
    ):
        whole = read_photo(sent)
        refused = ana.post(self.url(sent), self.fields(sent, LEFT_TOP, button="publish"))
        assert refused.status_code == 409
        assert "faces nobody has checked" in refused.content.decode()
        assert f'name="faces_{sent.pk}" id="id_faces_{sent.pk}" checked' not in refused.content.decode()
        with django_capture_on_commit_callbacks(execute=True):
            response = ana.post(self.url(sent), self.fields(sent, LEFT_TOP, button="publish"))
        assert response.status_code == 302
        public = opened((own_files / "media" / PublicPhoto.objects.public().get().file_name).read_bytes())
        assert is_covered(public, (0, 0, 160, 160))
        sent.refresh_from_db()
        assert read_photo(sent) == whole
        assert whole not in [path.read_bytes() for path in own_files.rglob("*") if path.is_file()]

    def test_other_boxes_make_a_new_public_copy_and_remove_the_old_one(
        self, ana, sent, own_files, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            ana.post(self.url(sent), self.fields(sent, button="publish"))
            first = PublicPhoto.objects.get().pk
            ana.post(self.url(sent), self.fields(sent, LEFT_TOP))
            ana.post(self.url(sent), self.fields(sent, LEFT_TOP, button="publish"))
        (public,) = PublicPhoto.objects.all()
        assert public.pk != first
        assert [path.name for path in (own_files / "media" / "stories").iterdir()] == [public.file_name.split("/")[1]]
        assert is_covered(opened((own_files / "media" / public.file_name).read_bytes()), (0, 0, 160, 160))

    def test_the_same_boxes_again_leave_the_public_copy_alone(self, ana, sent, django_capture_on_commit_callbacks):
        for _time in range(3):
            with django_capture_on_commit_callbacks(execute=True):
                ana.post(self.url(sent), self.fields(sent, LEFT_TOP, button="publish"))
        first = PublicPhoto.objects.get()
        with django_capture_on_commit_callbacks(execute=True):
            ana.post(self.url(sent), self.fields(sent, LEFT_TOP, button="publish"))
        assert PublicPhoto.objects.get() == first

    def test_a_change_of_boxes_is_an_edit_and_takes_the_tick_away(self, ana, sent):
        ana.post(self.url(sent), self.fields(sent))
        sent.refresh_from_db()
        assert sent.faces_checked
        before = Decision.objects.count()
        ana.post(self.url(sent), self.fields(sent, LEFT_TOP))
        sent.refresh_from_db()
        assert (sent.boxes, sent.faces_checked) == ([[0, 0, 40, 50]], False)
        assert Decision.objects.count() == before + 1

    def test_boxes_of_a_stale_screen_are_refused(self, ana, sent):
        stale = self.fields(sent, LEFT_TOP)
        ana.post(self.url(sent), self.fields(sent))
        response = ana.post(self.url(sent), stale)
        assert response.status_code == 409
        sent.refresh_from_db()
        assert sent.boxes == []
        assert 'value="40"' in response.content.decode()

    def test_a_bad_box_keeps_everything_typed_and_saves_nothing(self, ana, sent):
        response = ana.post(self.url(sent), self.fields(sent, Box(0, 0, 200, 10)))
        shown = response.content.decode()
        assert "Box 1: it must lie inside the photo" in shown
        assert 'value="200"' in shown
        sent.refresh_from_db()
        assert sent.boxes == []

    def test_a_bad_box_is_named_above_the_story_too_for_the_photos_are_far_below(self, ana, sent):
        shown = ana.post(self.url(sent), self.fields(sent, Box(0, 0, 200, 10))).content.decode()
        above = shown[: shown.index('class="sr-form"')]
        assert "Box 1: it must lie inside the photo" in above

    def test_the_preview_is_what_would_be_published_and_each_look_is_logged(self, ana, sent):
        ana.post(self.url(sent), self.fields(sent, LEFT_TOP))
        preview = reverse("stories_admin:covered_photo", args=[sent.pk])
        assert preview in ana.get(self.url(sent)).content.decode()
        looks = AccessLog.objects.filter(kind="photo").count()
        response = ana.get(preview)
        assert is_covered(opened(response.content), (0, 0, 160, 160))
        assert "no-store" in response["Cache-Control"]
        assert AccessLog.objects.filter(kind="photo").count() == looks + 1

    def test_a_preview_that_cannot_be_made_now_says_so(self, ana, sent, monkeypatch):
        monkeypatch.setattr(photos, "PATIENCE_SECONDS", 0)
        with photos.CLEANING:
            response = ana.get(reverse("stories_admin:covered_photo", args=[sent.pk]))
        assert response.status_code == 503
        assert "Try again" in response.content.decode()


def test_a_covered_photo_that_cannot_be_made_waits_and_nothing_else_is_published(ana, sent, own_files, monkeypatch):
    public = PublicPhoto.objects.create(
        submission=sent.submission, media=sent, alt="A bridge", width=400, height=320, boxes=[list(LEFT_TOP)]
    )
    with monkeypatch.context() as busy:
        busy.setattr(photos, "PATIENCE_SECONDS", 0)
        with photos.CLEANING:
            delivery.deliver_photo(public.pk)
    assert not (own_files / "media").exists()
    delivery.sweep()
    public.refresh_from_db()
    assert is_covered(opened((own_files / "media" / public.file_name).read_bytes()), (0, 0, 160, 160))


def test_the_service_itself_asks_for_a_second_look(ana, sent):
    choice = PhotoChoice(sent.pk, is_chosen=True, faces_checked=True, alt="A bridge", boxes=(LEFT_TOP,))
    who = {"submission_id": sent.submission_id, "user": ana.user}
    moderation.save_edit(**who, version=1, edit=edit(photos=(choice,)))
    moderation.save_edit(**who, version=2, edit=edit(photos=(choice,)))
    other = PhotoChoice(sent.pk, is_chosen=True, faces_checked=True, alt="A bridge", boxes=())
    with pytest.raises(PublishingRefused) as caught:
        publish_story(**who, version=3, edit=edit(photos=(other,)))
    assert caught.value.codes == ["faces"]
