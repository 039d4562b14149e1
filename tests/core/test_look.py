"""The files of the look: font, stylesheet, colors, scripts, and what templates may not contain."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from fontTools.ttLib import TTFont

from cms.core import stylesheet

STATIC = Path(settings.BASE_DIR) / "cms" / "static"
FONT = STATIC / "fonts" / "bricolage-grotesque-subset.woff2"
TEMPLATES = Path(settings.BASE_DIR) / "templates"
PUBLIC_TEMPLATES = sorted(
    path
    for path in TEMPLATES.rglob("*.html")
    if path.relative_to(TEMPLATES).parts[0] not in {"emails", "wagtailadmin", "wagtail_localize"}
)
HEX = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{3,6})\b")


def weight(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


class TestFont:
    def test_it_fits_the_budget(self) -> None:
        assert FONT.stat().st_size <= 22 * 1024

    def test_its_licence_lies_beside_it(self) -> None:
        licence = (FONT.parent / "OFL.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence
        assert "Bricolage Grotesque Project Authors" in licence

    @pytest.mark.parametrize("text", ["áéíóúüñ", "ÁÉÍÓÚÜÑ", "¿¡«»", "“”‘’–—…·", "0123456789%$#@&/()+", "\u00a0"])
    def test_it_has_the_letters_of_both_languages(self, text: str) -> None:
        with TTFont(FONT) as font:
            missing = [letter for letter in text if ord(letter) not in font.getBestCmap()]
        assert missing == []

    def test_it_varies_from_600_to_800(self) -> None:
        with TTFont(FONT) as font:
            (axis,) = font["fvar"].axes
        assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", 600, 800)


class TestStylesheet:
    def test_the_committed_file_is_up_to_date(self) -> None:
        assert stylesheet.target().read_text(encoding="utf-8") == stylesheet.joined(), "run manage.py build_css"

    def test_it_fits_the_budget(self) -> None:
        assert weight(stylesheet.target()) <= 12 * 1024

    def test_it_asks_for_nothing_but_the_font(self) -> None:
        assert re.findall(r"url\(([^)]*)\)", stylesheet.joined()) == ['"../fonts/bricolage-grotesque-subset.woff2"']
        assert "@import" not in stylesheet.joined()

    @pytest.mark.parametrize("path", stylesheet.sources(), ids=lambda path: path.name)
    def test_every_source_keeps_to_layers(self, path: Path) -> None:
        """A rule outside a layer would win over all layers, print and reduced motion included."""
        css = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert css.count("{") == css.count("}")
        outside, depth = "", 0
        for character in css:
            depth -= character == "}"
            outside += character if depth == 0 else ""
            depth += character == "{"
        # The size of a printed sheet is no style rule: it has no selector that could win over another.
        outside = re.sub(r"@page \w+ ", "", outside)
        assert set(re.findall(r"[^{}\s][^{}]*", outside)) <= {
            f"@layer {name} " for name in ("reset", "tokens", "base", "layout", "components", "utilities", "print")
        }

    def test_joining_keeps_every_declaration_and_drops_comments(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "components").mkdir()
        for name in ("tokens", "base", "layout", "print", "components/b", "components/a"):
            (tmp_path / f"{name}.css").write_text(
                f"/* {name} */\n@layer x {{\n  .{name[-1]} , p {{\n    width: calc(1px + 2px);\n  }}\n}}\n"
            )
        monkeypatch.setattr(stylesheet, "CSS_DIR", tmp_path)
        css = stylesheet.joined()
        assert [path.stem for path in stylesheet.sources()] == ["tokens", "base", "layout", "a", "b", "print"]
        assert "@layer x{.a,p{width: calc(1px + 2px)}}" in css
        assert "components" not in css.removeprefix(f"{stylesheet.HEADER}\n{stylesheet.LAYERS}")

    def test_the_command_writes_the_file_and_says_so(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        target = tmp_path / "site.css"
        monkeypatch.setattr(stylesheet, "target", lambda: target)
        call_command("build_css")
        assert target.read_text(encoding="utf-8") == stylesheet.joined()
        assert "site.css" in capsys.readouterr().out

    def test_motion_print_and_forced_colors_are_cared_for(self) -> None:
        css = stylesheet.joined()
        for query in (
            "prefers-reduced-motion: reduce",
            "@media print",
            "forced-colors: active",
            "prefers-color-scheme: dark",
        ):
            assert query in css


def tokens() -> tuple[dict[str, str], dict[str, str]]:
    """The colors by day and by night."""
    light, dark = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8").split("prefers-color-scheme: dark")
    day = dict(HEX.findall(light))
    return day, {**day, **dict(HEX.findall(dark))}


def luminance(color: str) -> float:
    digits = color[1:] if len(color) == 7 else "".join(digit * 2 for digit in color[1:])
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two hex colors."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


TEXT_ON_GROUND = [
    *(
        (text, ground)
        for text in ("ink", "ink-2", "link", "visited")
        for ground in ("paper", "sand", "surface", "lilac")
    ),
    *(
        (f"{name}-text", ground)
        for name in ("help", "danger")
        for ground in (f"{name}-panel", "paper", "sand", "surface")
    ),
    ("info-text", "info-panel"),
    ("warn-text", "warn-panel"),
    *(("ink", f"{name}-panel") for name in ("help", "danger", "info", "warn")),
    *(("link", f"{name}-panel") for name in ("help", "info", "warn")),
    ("on-night", "night"),
    ("gold-soft", "night"),
    ("on-gold", "gold"),
    ("on-gold", "gold-soft"),
]


class TestContrast:
    @pytest.mark.parametrize("scheme", [0, 1], ids=["day", "night"])
    @pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
    def test_text_can_be_read(self, scheme: int, text: str, ground: str) -> None:
        colors = tokens()[scheme]
        assert contrast(colors[text], colors[ground]) >= 4.5

    @pytest.mark.parametrize("scheme", [0, 1], ids=["day", "night"])
    @pytest.mark.parametrize("ground", ["paper", "sand", "surface"])
    def test_borders_can_be_seen(self, scheme: int, ground: str) -> None:
        colors = tokens()[scheme]
        assert contrast(colors["line"], colors[ground]) >= 3

    @pytest.mark.parametrize("ground", ["help", "danger"])
    def test_white_on_the_strong_colors(self, ground: str) -> None:
        assert contrast("#fff", tokens()[0][ground]) >= 7

    def test_the_focus_ring_shows_on_every_ground(self) -> None:
        for colors in tokens():
            for ground in ("paper", "sand", "surface", "night", "lilac"):
                ring = max(contrast(colors["focus-line"], colors[ground]), contrast(colors["gold"], colors[ground]))
                assert ring >= 3, ground
            assert contrast(colors["focus-line"], colors["gold"]) >= 3

    def test_the_measure_itself(self) -> None:
        assert contrast("#000", "#ffffff") == pytest.approx(21)
        assert contrast("#767676", "#fff") == pytest.approx(4.54, abs=0.01)


class TestScripts:
    def test_all_of_them_fit_the_budget(self) -> None:
        public = [path for path in (STATIC / "js").glob("*.js") if not path.name.startswith("admin-")]
        assert public
        assert sum(weight(path) for path in public) <= 10 * 1024

    def test_none_of_them_calls_out(self) -> None:
        for path in (STATIC / "js").glob("*.js"):
            text = path.read_text(encoding="utf-8")
            assert "http" not in text, path.name
            assert "innerHTML" not in text, path.name


class TestTemplates:
    """The content policy would block these silently, in the reader's browser."""

    @pytest.mark.parametrize("path", PUBLIC_TEMPLATES, ids=lambda path: str(path.relative_to(TEMPLATES)))
    def test_no_inline_style_and_no_inline_script(self, path: Path) -> None:
        html = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle\s*=", html)
        assert not re.search(r"<style\b", html)
        assert not re.search(r"\son[a-z]+\s*=\s*[\"']", html)
        assert "javascript:" not in html
        for tag in re.findall(r"<script\b[^>]*>", html):
            assert "src=" in tag or "application/ld+json" in tag, tag

    @pytest.mark.parametrize("name", ["date", "datetime", "time"])
    def test_the_admin_date_widgets_carry_data_instead_of_a_script(self, name: str) -> None:
        html = (TEMPLATES / "wagtailadmin" / "widgets" / f"{name}_input.html").read_text(encoding="utf-8")
        assert "<script" not in html
        assert "<template data-start=" in html
