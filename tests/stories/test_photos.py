"""Nothing but pixels comes out of the cleaning, whatever goes in."""

import contextlib
import io
import os
import struct
import zlib

import pillow_heif
import pytest
from PIL import Image, ImageChops, PngImagePlugin

from stories import photo_child, photos
from stories.photos import Busy, CleanPhoto, NotAPhoto, TooManyBytes, TooManyPixels, Undecodable, clean_photo, thumbnail

CANARY = b"CANARY-26.2034N-98.2300W"
GPS = {1: "N", 2: (26.0, 12.0, 12.3), 3: "W", 4: (98.0, 13.0, 48.0)}


def encoded(image: Image.Image, kind: str, **options) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def picture(mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> Image.Image:
    """Left red, right blue, so that turning it shows."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, size[0], size[1]))
    return image.convert(mode)


def opened(clean: CleanPhoto) -> Image.Image:
    image = Image.open(io.BytesIO(clean.content))
    image.load()
    return image


def pixel(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    value = image.getpixel((x, y))
    assert isinstance(value, tuple)
    return value


def is_red(pixel) -> bool:
    return pixel[0] > 180 and pixel[2] < 90


def exif(**tags) -> Image.Exif:
    data = Image.Exif()
    data[0x010F] = CANARY.decode()
    data[0x0112] = tags.get("orientation", 1)
    data.get_ifd(0x8825).update(GPS)
    data.get_ifd(0x8769)[0x927C] = CANARY
    return data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_each_kind_we_take_becomes_a_jpeg(kind):
    clean = clean_photo(encoded(picture(), kind))
    image = opened(clean)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (60, 40))
    assert (clean.width, clean.height) == (60, 40)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_place_camera_and_maker_note_are_gone(kind):
    dirty = encoded(picture(), kind, exif=exif())
    assert CANARY in dirty
    clean = clean_photo(dirty)
    assert CANARY not in clean.content
    assert dict(opened(clean).getexif()) == {}
    assert set(opened(clean).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_comments_xmp_iptc_and_profiles_of_a_jpeg_are_gone():
    dirty = encoded(
        picture(), "JPEG", comment=CANARY, xmp=b"<x:xmpmeta>" + CANARY + b"</x:xmpmeta>", icc_profile=CANARY
    )
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x20" + CANARY.ljust(32)
    dirty = dirty[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + dirty[2:]
    assert dirty.count(CANARY) == 4
    assert CANARY not in clean_photo(dirty).content


def test_an_exif_thumbnail_is_gone():
    small = encoded(Image.new("RGB", (16, 12), "lime"), "JPEG")
    data = exif()
    dirty = encoded(picture(), "JPEG", exif=b"Exif\x00\x00" + data.tobytes()[6:] + small)
    clean = clean_photo(dirty).content
    assert clean.count(b"\xff\xd8\xff") == 1


def test_text_chunks_of_a_png_are_gone():
    chunks = PngImagePlugin.PngInfo()
    chunks.add_text("Author", CANARY.decode())
    chunks.add_itxt("XML:com.adobe.xmp", CANARY.decode())
    dirty = encoded(picture(), "PNG", pnginfo=chunks)
    assert CANARY in dirty
    assert CANARY not in clean_photo(dirty).content


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_ends_upright(orientation):
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # how a camera would have stored the upright picture
    stored = picture()
    if orientation in undo:
        stored = stored.transpose(Image.Transpose(undo[orientation]))
    clean = opened(clean_photo(encoded(stored, "JPEG", quality=95, exif=exif(orientation=orientation))))
    assert clean.size == (60, 40)
    assert is_red(clean.getpixel((5, 20)))
    assert not is_red(clean.getpixel((55, 20)))


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((6000, 4500), (2400, 1800)),
        ((4800, 100), (2400, 50)),
        ((3000, 4000), (1500, 2000)),  # the half of a phone's photo, as its decoder gives it
        ((4033, 3025), (2017, 1513)),
        ((3839, 2880), (2400, 1800)),
        ((2400, 2400), (2400, 2400)),
        ((4000, 1), (2400, 1)),
        ((1, 1), (1, 1)),
    ],
)
def test_a_large_photo_is_scaled_and_keeps_its_proportions(size, expected):
    clean = clean_photo(encoded(Image.new("RGB", size, "teal"), "JPEG"))
    assert (clean.width, clean.height) == expected


def test_what_is_no_jpeg_is_scaled_as_well():
    clean = clean_photo(encoded(Image.new("RGB", (4000, 3000), "teal"), "PNG"))
    assert (clean.width, clean.height) == (2400, 1800)


@pytest.mark.parametrize("mode", ["CMYK", "L", "1", "P", "RGBA", "LA", "I;16", "YCbCr"])
def test_every_mode_of_color_comes_out_as_the_same_picture(mode):
    kind = "JPEG" if mode in ("CMYK", "YCbCr") else "PNG"
    if mode == "I;16":
        source = Image.new("I;16", (60, 40), 65_535)
        source.paste(0, (30, 0, 60, 40))
    else:
        source = picture(mode)
    image = opened(clean_photo(encoded(source, kind)))
    assert image.mode == "RGB"
    left, right = pixel(image, 5, 20), pixel(image, 55, 20)
    assert left != right
    if mode in ("CMYK", "P", "RGBA", "YCbCr"):
        assert is_red(left)
    if mode == "I;16":
        assert min(left) > 240
        assert max(right) < 15


def test_what_is_transparent_becomes_white_and_what_was_under_it_stays_hidden():
    hidden = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    assert min(pixel(opened(clean_photo(encoded(hidden, "PNG"))), 20, 20)) > 250


@pytest.mark.parametrize(("kind", "frames"), [("GIF", 199), ("WEBP", 600), ("PNG", 199)])
def test_only_the_first_frame_of_a_moving_picture_is_kept(kind, frames):
    first, *others = [Image.new("RGB", (20, 20), color) for color in ("red", "lime", "blue")]
    moving = encoded(first, kind, save_all=True, append_images=(others * frames)[: frames - 1])
    assert getattr(Image.open(io.BytesIO(moving)), "n_frames", 1) == frames
    image = opened(clean_photo(moving))
    assert getattr(image, "n_frames", 1) == 1
    assert is_red(image.getpixel((10, 10)))


def test_heic_is_taken():
    out = io.BytesIO()
    pillow_heif.from_pillow(picture(size=(64, 48))).save(out, exif=exif().tobytes())
    assert CANARY in out.getvalue()
    clean = clean_photo(out.getvalue())
    assert (clean.width, clean.height) == (64, 48)
    assert CANARY not in clean.content


def png_header(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def test_too_many_pixels_are_refused_before_they_are_decoded():
    for size in ((60_000, 60_000), (11_000, 11_000), (50_000_001, 1)):
        with pytest.raises(TooManyPixels):
            clean_photo(png_header(*size))


def test_a_real_picture_of_121_megapixels_is_refused():
    with pytest.raises(TooManyPixels):
        clean_photo(encoded(Image.new("1", (11_000, 11_000)), "PNG"))


def test_a_gif_that_claims_three_gigapixels_is_refused():
    with pytest.raises(TooManyPixels):
        clean_photo(
            b"GIF89a" + struct.pack("<HH", 60_000, 60_000) + b"\x80\0\0" + b"\0" * 6 + b"\x2c" + b"\0" * 40 + b"\x3b"
        )


def test_polyglots_lose_their_other_half():
    for tail in (b"<html><script>alert(1)</script></html>", b"PK\x03\x04" + b"x" * 100, b"%PDF-1.7"):
        assert tail not in clean_photo(encoded(picture(), "JPEG") + tail).content


def test_a_gif_that_is_also_a_script_is_cleaned_or_refused():
    source = encoded(picture("P"), "GIF")
    script = source[:6] + b"/*" + source[8:] + b"*/=1;alert(1);"
    with contextlib.suppress(photos.PhotoRefused):
        assert b"alert" not in clean_photo(script).content


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0",
        b"not a picture",
        b"%PDF-1.7 " + b"x" * 100,
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<?xml version='1.0'?><svg/>",
        b"BM" + b"\0" * 100,
        b"II*\0" + b"\0" * 100,
        b"8BPS" + b"\0" * 100,
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        b"\0\0\0\x18ftypmp42" + b"\0" * 100,
        b"\xff\xd8\xff",
        b"GIF89a",
        os.urandom(2000),
    ],
)
def test_what_is_no_photo_is_refused(content):
    with pytest.raises(photos.PhotoRefused):
        clean_photo(content)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_truncated_photo_is_refused(kind):
    whole = encoded(Image.effect_noise((200, 200), 90).convert("RGB"), kind)
    with pytest.raises((Undecodable, NotAPhoto)):
        clean_photo(whole[: len(whole) // 2])


def test_a_broken_color_profile_does_no_harm():
    clean = clean_photo(encoded(picture(), "JPEG", icc_profile=b"\xff" * 3000))
    assert is_red(opened(clean).getpixel((5, 20)))


def test_more_than_ten_megabytes_are_refused_without_a_process(monkeypatch):
    monkeypatch.setattr(photos, "_run_child", None)
    with pytest.raises(TooManyBytes):
        clean_photo(b"\xff" * (photos.MAX_BYTES + 1))


def test_a_decoder_that_wants_too_much_memory_is_stopped(monkeypatch, tmp_path):
    child = tmp_path / "child.py"
    child.write_text(
        "import runpy, sys\n"
        f"limits = runpy.run_path({photo_child.__file__!r})\n"
        "limits['set_limits']()\n"
        "hog = bytearray(1300 * 1024 * 1024)\n"
    )
    monkeypatch.setattr(photo_child, "__file__", str(child))
    with pytest.raises(Undecodable):
        clean_photo(encoded(picture(), "JPEG"))


def test_a_decoder_that_hangs_is_stopped_and_nobody_says_that_the_photo_is_damaged(monkeypatch, tmp_path):
    child = tmp_path / "child.py"
    child.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(photo_child, "__file__", str(child))
    monkeypatch.setattr(photos, "WALL_CLOCK_SECONDS", 0.5)
    with pytest.raises(Busy):
        clean_photo(encoded(picture(), "JPEG"))


def test_a_decoder_that_answers_with_something_else_is_not_believed(monkeypatch, tmp_path):
    child = tmp_path / "child.py"
    child.write_text("print('<html>')\n")
    monkeypatch.setattr(photo_child, "__file__", str(child))
    with pytest.raises(Undecodable):
        clean_photo(encoded(picture(), "JPEG"))


def test_the_child_cannot_write_files_and_sees_no_secret(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "canary")
    child = tmp_path / "child.py"
    child.write_text(
        "import os, runpy, sys\n"
        f"runpy.run_path({photo_child.__file__!r})['set_limits']()\n"
        "assert 'SECRET_KEY' not in os.environ\n"
        "try:\n"
        f"    open({str(tmp_path / 'written')!r}, 'w').write('x' * 10)\n"
        "except OSError:\n"
        "    sys.exit(3)\n"
        "sys.exit(0)\n"
    )
    monkeypatch.setattr(photo_child, "__file__", str(child))
    with pytest.raises((NotAPhoto, Undecodable)):
        clean_photo(encoded(picture(), "JPEG"))
    assert not (tmp_path / "written").exists() or (tmp_path / "written").stat().st_size == 0


def test_cleaning_twice_changes_little():
    once = clean_photo(encoded(picture(), "JPEG"))
    difference = ImageChops.difference(opened(once), opened(clean_photo(once.content)))
    assert max(band[1] for band in difference.getextrema() if isinstance(band, tuple)) < 40


def test_a_thumbnail_is_small_and_has_the_same_proportions():
    small = Image.open(io.BytesIO(thumbnail(encoded(picture(size=(600, 400)), "JPEG"), longest_side=240)))
    assert small.size == (240, 160)
