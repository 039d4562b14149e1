"""A moderator covers a face: drawn with the mouse, or typed as numbers where no script runs."""

import io
import re
from collections.abc import Callable

from PIL import Image
from playwright.sync_api import BrowserContext, FilePayload, Locator, Page, expect

from stories.photo_child import COVER_COLOR
from tests.browser.conftest import log_in
from tests.browser.test_journey_story import DESKTOP, SHARE, photo
from tests.servers.site import RealSite

PARTS = ("From the left", "From the top", "Width", "Height")


def send_story(page: Page, told: str) -> None:
    """As a browser would that has gone through all steps, with one photo."""
    request = page.context.request
    token = re.findall(r'name="form_token" value="([^"]+)"', request.get(SHARE["en"]).text())[0]
    upload: FilePayload = {"name": "door.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    answers = {"body": told, "subject": "self", "display": "anonymous", "consent_keep": "on", "send": "1"}
    allowed = {"consent_publish_text": "on", "consent_publish_photo": "on"}
    answer = request.post(SHARE["en"], multipart={"form_token": token, **answers, **allowed, "photos": upload})
    assert 'class="receipt"' in answer.text()


def open_story(page: Page, site: RealSite, told: str) -> Locator:
    """The photo of the newest story on the review screen, shown."""
    log_in(page, site, "moderator")
    page.goto("/admin/stories/")
    page.locator("table.sq tbody tr").last.get_by_role("link").first.click()
    expect(page.get_by_text(told).first).to_be_visible()
    return shown_photo(page)


def shown_photo(page: Page) -> Locator:
    page.get_by_text("Show photo 1").click()
    picture = page.get_by_role("img", name="Photo 1 as it was sent")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("complete", True)
    return picture


def numbers(page: Page, box: int) -> list[str]:
    fields = page.get_by_role("group", name=f"Box {box}", exact=True)
    return [fields.get_by_label(part).input_value() for part in PARTS]


def save(page: Page) -> None:
    page.get_by_label("Title", exact=True).fill("A door")
    page.get_by_role("button", name="Save, publish nothing").click()
    page.wait_for_load_state()


def colors(page: Page, *points: tuple[float, float]) -> list[tuple[int, ...]]:
    """Of the preview, at parts of its width and height."""
    shown_photo(page)
    address = page.get_by_role("img", name="Photo 1 with its boxes").get_attribute("src")
    preview = Image.open(io.BytesIO(page.context.request.get(str(address)).body())).convert("RGB")
    return [preview.getpixel((int(x * preview.width), int(y * preview.height))) for x, y in points]  # type: ignore[misc]


def is_near(color: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return max(abs(a - b) for a, b in zip(color, wanted, strict=True)) < 12


def test_boxes_are_drawn_with_the_mouse_moved_by_numbers_and_taken_away(
    new_context: Callable[..., BrowserContext], live_site: RealSite
) -> None:
    page = new_context(viewport=DESKTOP).new_page()
    send_story(page, "Whoever draws on this photo covers a face.")
    picture = open_story(page, live_site, "Whoever draws on this photo covers a face.")
    picture.scroll_into_view_if_needed()
    frame = picture.bounding_box()
    assert frame

    def drag(*points: tuple[float, float]) -> None:
        (start, *others) = [(frame["x"] + x * frame["width"], frame["y"] + y * frame["height"]) for x, y in points]
        page.mouse.move(*start)
        page.mouse.down()
        for point in others:
            page.mouse.move(*point, steps=3)
        page.mouse.up()

    drag((0.502, 0.502), (0.3, 0.4), (0.102, 0.102))  # from the lower right to the upper left
    left, top, width, height = map(int, numbers(page, 1))
    assert (left, top) == (10, 10)
    assert 50 < left + width <= 52
    assert 50 < top + height <= 52
    drag((0.7, 0.7), (1.3, 0.9))  # beyond the edge
    assert sum(map(int, numbers(page, 2)[::2])) == 100
    drag((0.6, 0.6), (0.6, 0.6))  # a mere click is no box
    expect(page.locator(".sr-box")).to_have_count(2)
    page.get_by_role("group", name="Box 2", exact=True).get_by_role("button", name="Remove").click()
    expect(page.locator(".sr-box")).to_have_count(1)
    page.get_by_role("group", name="Box 1", exact=True).get_by_label("Width").fill("20")
    save(page)
    inside, outside = colors(page, (0.2, 0.3), (0.6, 0.3))
    assert is_near(inside, COVER_COLOR)
    assert not is_near(outside, COVER_COLOR)


def test_boxes_are_typed_where_no_script_runs(new_context: Callable[..., BrowserContext], live_site: RealSite) -> None:
    page = new_context(viewport=DESKTOP, java_script_enabled=False).new_page()
    send_story(page, "Whoever types a box covers a face.")
    open_story(page, live_site, "Whoever types a box covers a face.")
    expect(page.get_by_text("Show the photo and draw boxes on it")).to_be_hidden()
    for part, number in zip(PARTS, ("60", "0", "60", "50"), strict=True):
        page.get_by_role("group", name="Box 1", exact=True).get_by_label(part).fill(number)
    save(page)
    expect(page.get_by_text("Box 1: it must lie inside the photo").first).to_be_visible()
    assert numbers(page, 1) == ["60", "0", "60", "50"]
    page.get_by_role("group", name="Box 1", exact=True).get_by_label("Width").fill("40")
    save(page)
    inside, outside = colors(page, (0.8, 0.2), (0.3, 0.2))
    assert is_near(inside, COVER_COLOR)
    assert not is_near(outside, COVER_COLOR)
