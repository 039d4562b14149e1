"""What cleaning a phone's photo of 12 megapixels costs, against the same steps in plain Pillow: `make bench`.

"naive" turns the photo upright, makes it at most 2,400 px wide and saves it, in this process. "ours" is `clean_photo`
with the start of its child process. Peak memory is that of a process of its own for each.
"""

import argparse
import io
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageOps

from bench.imports import RESULTS, ROOT
from stories.photo_child import JPEG_QUALITY, LONGEST_SIDE
from stories.photos import clean_photo

ORIENTATION, ON_ITS_SIDE = 0x0112, 6
CHILD = "stories/photo_child.py"
TELL_PEAK = """
import runpy, sys
del sys.argv[0]
sys.path.insert(0, "")
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
except SystemExit:
    pass
print(*[line for line in open("/proc/self/status") if line.startswith("VmHWM")], file=sys.stderr)
"""


def phone_photo() -> bytes:
    """12 megapixels of noise on waves, about as hard to decode as a real one, lying on its side."""
    exif = Image.Exif()
    exif[ORIENTATION] = ON_ITS_SIDE
    coarse = Image.effect_noise((1000, 750), 60).resize((4000, 3000))
    fine = Image.blend(coarse, Image.effect_noise((4000, 3000), 14), 0.3)
    photo = Image.merge("RGB", (fine, coarse, Image.radial_gradient("L").resize((4000, 3000))))
    out = io.BytesIO()
    photo.save(out, "JPEG", quality=90, exif=exif)
    return out.getvalue()


def naive(content: bytes) -> bytes:
    photo = ImageOps.exif_transpose(Image.open(io.BytesIO(content)))
    scale = LONGEST_SIDE / max(photo.size)
    size = round(photo.width * scale), round(photo.height * scale)
    out = io.BytesIO()
    photo.convert("RGB").resize(size, Image.Resampling.LANCZOS).save(out, "JPEG", quality=JPEG_QUALITY)
    return out.getvalue()


def cpu() -> float:
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def measure(rounds: int, content: bytes) -> dict[str, list[tuple[float, float]]]:
    """{"naive": [(seconds, CPU seconds), …], "ours": …}; the order is turned on odd rounds."""
    ways: dict[str, Callable[[bytes], object]] = {"naive": naive, "ours": clean_photo}
    timings: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for number in range(rounds):
        for name in list(ways)[:: -1 if number % 2 else 1]:
            started, worked = time.perf_counter(), cpu()
            ways[name](content)
            timings[name].append((time.perf_counter() - started, cpu() - worked))
    return timings


def peak(program: str, arguments: list[str], content: bytes) -> float:
    """Megabytes that a process needs at most which runs the file `program`, as the kernel counted them."""
    done = subprocess.run(
        [sys.executable, "-c", TELL_PEAK, program, *arguments],
        cwd=ROOT, input=content, capture_output=True, check=True, env={**os.environ, "MALLOC_ARENA_MAX": "1"},
    )  # fmt: skip
    return int(done.stderr.split()[-2]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--naive", action="store_true", help=argparse.SUPPRESS)
    options, _others = parser.parse_known_args()
    if options.naive:
        naive(sys.stdin.buffer.read())
        return
    content = phone_photo()
    timings = measure(options.rounds, content)
    packages = str(Path(Image.__file__).parent.parent)
    peaks = {"naive": peak(__file__, ["--naive"], content), "ours": peak(CHILD, [packages], content)}
    for name, pairs in timings.items():
        clock, worked = (statistics.median(pair[at] for pair in pairs) for at in (0, 1))
        spread = f"{min(pair[0] for pair in pairs) * 1000:.0f} to {max(pair[0] for pair in pairs) * 1000:.0f}"
        print(f"  {name:<6}{clock * 1000:>5.0f} ms ({spread}), {worked * 1000:.0f} ms CPU, {peaks[name]:.0f} MB")
    ratios = [
        statistics.median(pair[at] for pair in timings["ours"])
        / statistics.median(pair[at] for pair in timings["naive"])
        for at in (0, 1)
    ]
    print(f"  {ratios[0]:.2f} × naive by the clock, {ratios[1]:.2f} × by CPU; {len(content) / 1e6:.1f} MB of JPEG")
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "story_photo.json").write_text(json.dumps({"timings": timings, "peaks": peaks}, indent=1))


if __name__ == "__main__":
    main()
