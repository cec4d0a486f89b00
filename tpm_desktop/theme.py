"""The design tokens that window, chart and page share; knows no Qt and no ReportLab."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from . import paths

NAMES = ("light", "dark", "high-contrast")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_GROUPS = ("surfaces", "texts", "accents", "plan", "rag", "charts")


class ThemeError(ValueError):
    """A theme file that lacks a token or holds one that is no colour."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour as "#RRGGBB", named for what it is used for; what each one means says light.toml."""

    name: str
    dark: bool
    hues: tuple[str, ...]

    canvas: str
    panel: str
    raised: str
    line: str
    border: str
    hover: str
    pressed: str
    selection: str
    selection_idle: str
    selection_outline: str
    weekend: str
    flash: str
    match: str
    scroll: str
    scroll_hover: str
    info_surface: str
    warning_surface: str
    danger_surface: str
    success_surface: str

    text: str
    muted: str
    disabled: str
    hyperlink: str

    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    focus: str
    danger: str
    danger_hover: str
    on_danger: str

    bar: str
    bar_edge: str
    bar_tint: str
    done: str
    summary: str
    milestone: str
    critical: str
    critical_bar: str
    critical_tint: str
    near: str
    near_tint: str
    baseline: str
    deadline: str
    dependency: str
    dependency_critical: str
    dependency_crossing: str
    today: str
    status_date: str

    green: str
    amber: str
    red: str
    on_rag: str

    planned: str
    actual: str
    forecast: str
    capex: str
    opex: str

    def project_hue(self, index: int) -> str:
        """The hue of the component project at that place in the program; they begin again after the last."""
        return self.hues[index % len(self.hues)]

    @property
    def colours(self) -> dict[str, str]:
        """Every single colour by its token."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name not in ("name", "dark", "hues")}


@dataclass(frozen=True, slots=True)
class WindowMeasures:
    """Type in points, lengths in device-independent pixels."""

    family: str
    text: float
    secondary: float
    section: float
    title: float
    row: int
    compact_row: int
    bar: int
    grid: int
    radius: int


@dataclass(frozen=True, slots=True)
class PaperMeasures:
    """Type in points; the margin and the gutter between columns in millimetres."""

    family: str
    text: float
    lead: float
    table: float
    small: float
    section: float
    title: float
    margin: float
    columns: int
    gutter: float


@dataclass(frozen=True, slots=True)
class Measures:
    """Sizes of type and space."""

    window: WindowMeasures
    paper: PaperMeasures


@cache
def theme(name: str = "light") -> Theme:
    """The theme of that name, one of `NAMES`. Raises: `ThemeError`."""
    if name not in NAMES:
        raise ThemeError(f"there is no theme {name!r}; choose one of {', '.join(NAMES)}")
    return load(paths.resource("theme", f"{name}.toml"))


def load(path: Path) -> Theme:
    """The theme that a file declares. Raises: `ThemeError`."""
    declared = tomllib.loads(path.read_text(encoding="utf-8"))
    tokens: dict[str, Any] = {key: declared.get(key) for key in ("name", "dark")}
    tokens["hues"] = tuple(declared.get("hues", ()))
    for group in _GROUPS:
        tokens.update(declared.get(group, {}))
    wanted = {f.name for f in fields(Theme)}
    if tokens.keys() != wanted:
        raise ThemeError(
            f"{path.name}: missing or unknown tokens: {', '.join(sorted(tokens.keys() ^ wanted))}"
        )
    result = Theme(**tokens)
    for token, colour in [*result.colours.items(), *(("hues", hue) for hue in result.hues)]:
        if not _COLOUR.fullmatch(colour):
            raise ThemeError(f"{path.name}: {token} is {colour!r}, which is not a colour such as #1F5FBF")
    return result


@cache
def measures() -> Measures:
    """The sizes of type and space that all themes share."""
    declared = tomllib.loads(paths.resource("theme", "measures.toml").read_text(encoding="utf-8"))
    return Measures(WindowMeasures(**declared["window"]), PaperMeasures(**declared["paper"]))


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255, of "#RRGGBB"."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(colour: str, ground: str, share: float) -> str:
    """The colour laid over a ground: `share` of it (0 to 1), the rest ground."""
    pairs = zip(rgb(colour), rgb(ground), strict=True)
    return "#{:02X}{:02X}{:02X}".format(*(round(a * share + b * (1 - share)) for a, b in pairs))


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart in brightness, 1 to 21.

    Source: the contrast ratio of WCAG 2.2.
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in rgb(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
