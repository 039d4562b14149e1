"""Decodes one untrusted photo from standard input and writes a new JPEG to standard output.

Run by `stories.photos` as a process of its own, with hard limits on memory, processor time and files, because
decoders of pictures are where attacks come in. Everything but the pixels of the first frame is left behind.
Arguments: where Pillow is, then four whole percents for each box to paint over: left, top, width, height.
Exit codes: 0 done; 3 no picture we take; 4 too many pixels; anything else: could not be decoded.
"""

import io
import math
import os
import resource
import sys

NOT_A_PHOTO, TOO_MANY_PIXELS = 3, 4
MEMORY_BYTES = 1200 * 1024 * 1024
CPU_SECONDS = 15
MAX_PIXELS = 50_000_000
LONGEST_SIDE = 2400
# The screen that most people have is no wider: half of a large JPEG may be left at that.
HALF_IS_ENOUGH = 1920
JPEG_QUALITY = 84
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
ORIENTATION_TAG = 0x0112
COVER_COLOR = (42, 14, 51)
# The largest square that a JPEG encodes as one.
JPEG_BLOCK = 16


def set_limits() -> None:
    """No more memory, time or written files than a photo needs; the kernel enforces it. Readers come first."""
    os.nice(5)  # at 10, a photo got a tenth of a busy core and was refused after its patience
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    set_limits()
    sys.path.insert(0, sys.argv[1])  # where Pillow is: the process starts without site-packages
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  (after the limits)

    Image.MAX_IMAGE_PIXELS = None  # our own limit is checked below, before anything is decoded
    content = sys.stdin.buffer.read()
    formats: tuple[str, ...] = FORMATS
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        import pillow_heif  # noqa: PLC0415  (slow to load, rarely needed)

        pillow_heif.options.DECODE_THREADS = 1
        pillow_heif.register_heif_opener(thumbnails=False)
        formats = ("HEIF",)
    try:
        photo = Image.open(io.BytesIO(content), formats=formats)
    except (UnidentifiedImageError, Image.DecompressionBombError):
        return NOT_A_PHOTO
    if photo.width * photo.height > MAX_PIXELS or min(photo.size) < 1:
        return TOO_MANY_PIXELS
    cleaned = clean(photo)  # type: ignore[no-untyped-call]  # see there
    cover(cleaned, [int(argument) for argument in sys.argv[2:]])  # type: ignore[no-untyped-call]  # see there
    out = io.BytesIO()
    cleaned.save(out, "JPEG", quality=JPEG_QUALITY)
    sys.stdout.buffer.write(out.getvalue())
    return 0


def clean(photo):  # type: ignore[no-untyped-def]  # Pillow is imported only after the limits are set
    """The first frame, upright, at most 2,400 px, on a new white picture that shares nothing with the old one."""
    from PIL import Image  # noqa: PLC0415

    target = wanted_size(photo)  # type: ignore[no-untyped-call]  # see there
    orientation = photo.getexif().get(ORIENTATION_TAG, 1)
    # A JPEG is decoded at a half, a quarter or an eighth of its size: a third of the time and of the memory.
    # The box must have the photo's own proportions, or Pillow silently decodes all of it.
    photo.draft("RGB", target)
    photo.load()
    pixels = flatten(photo)  # type: ignore[no-untyped-call]  # see there
    if max(pixels.size) > LONGEST_SIDE:
        pixels = pixels.resize(target, Image.Resampling.HAMMING)
    turns = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}  # EXIF orientation to Image.Transpose
    if orientation in turns:
        pixels = pixels.transpose(Image.Transpose(turns[orientation]))
    fresh = Image.new("RGB", pixels.size, "white")
    fresh.paste(pixels)
    return fresh


def wanted_size(photo):  # type: ignore[no-untyped-def]  # see above
    """At most 2,400 px. Of a phone's 4,000 just the half: its decoder gives that without the work of a resize."""
    half = photo.width // 2, photo.height // 2
    if photo.format == "JPEG" and HALF_IS_ENOUGH <= max(half) <= LONGEST_SIDE and min(half) > 0:
        return half
    scale = min(1, LONGEST_SIDE / max(photo.size))
    return max(1, round(photo.width * scale)), max(1, round(photo.height * scale))


def cover(photo, percents):  # type: ignore[no-untyped-def]  # see above
    """Paint one color over each box, grown to whole JPEG blocks, so that nothing of what it hides rings beyond it.

    One color and no blur: what was blurred or made of coarse squares can be guessed again.
    """
    across, down = photo.width / 100 / JPEG_BLOCK, photo.height / 100 / JPEG_BLOCK
    for left, top, width, height in zip(*[iter(percents)] * 4, strict=True):
        first = math.floor(left * across) * JPEG_BLOCK, math.floor(top * down) * JPEG_BLOCK
        last = math.ceil((left + width) * across) * JPEG_BLOCK, math.ceil((top + height) * down) * JPEG_BLOCK
        photo.paste(COVER_COLOR, (*first, min(last[0], photo.width), min(last[1], photo.height)))


def flatten(photo):  # type: ignore[no-untyped-def]  # see above
    """RGB from every mode: 16 bits are scaled down, what is transparent becomes white."""
    from PIL import Image  # noqa: PLC0415

    if photo.mode.startswith("I"):
        return photo.point(lambda value: value / 256).convert("L").convert("RGB")
    if photo.mode in ("RGBA", "LA", "PA", "RGBa") or "transparency" in photo.info:
        see_through = photo.convert("RGBA")
        white = Image.new("RGB", photo.size, "white")
        white.paste(see_through, mask=see_through.getchannel("A"))
        return white
    # convert() would copy 48 MB of a 12-megapixel photo that already is RGB.
    return photo if photo.mode == "RGB" else photo.convert("RGB")


if __name__ == "__main__":
    sys.exit(main())
