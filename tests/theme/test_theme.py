"""The themes keep what they promise: text and marks readable on every ground they stand on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tpm_desktop import paths
from tpm_desktop.theme import NAMES, ThemeError, contrast, load, measures, mix, theme

TEXTS = ("text", "muted", "hyperlink", "accent", "critical", "near", "green", "amber", "red", "danger")
GRAPHICS = (
    "bar_edge",
    "bar",
    "done",
    "summary",
    "milestone",
    "baseline",
    "deadline",
    "dependency",
    "dependency_critical",
    "dependency_crossing",
    "today",
    "status_date",
    "focus",
    "selection_outline",
    "planned",
    "actual",
    "forecast",
    "capex",
    "opex",
)
SURFACES = ("info_surface", "warning_surface", "danger_surface", "success_surface")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("token", TEXTS)
def test_text_can_be_read_on_canvas_and_panel(name, token):
    look = theme(name)
    assert contrast(getattr(look, token), look.canvas) >= 4.5
    assert contrast(getattr(look, token), look.panel) >= 4.5


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("token", GRAPHICS)
def test_marks_stand_out_from_the_canvas(name, token):
    look = theme(name)
    assert contrast(getattr(look, token), look.canvas) >= 3


@pytest.mark.parametrize("name", NAMES)
def test_text_stays_readable_on_whatever_it_is_laid_on(name):
    look = theme(name)
    grounds = (
        "raised",
        "hover",
        "pressed",
        "selection",
        "selection_idle",
        "flash",
        "match",
        "weekend",
        *SURFACES,
    )
    for ground in grounds:
        assert contrast(look.text, getattr(look, ground)) >= 7, ground
    for tint in ("bar_tint", "critical_tint", "near_tint"):
        assert contrast(look.text, getattr(look, tint)) >= 4.5, tint


@pytest.mark.parametrize("name", NAMES)
def test_letters_on_coloured_grounds_can_be_read(name):
    look = theme(name)
    for ground in ("green", "amber", "red"):
        assert contrast(look.on_rag, getattr(look, ground)) >= 4.5
    for ground in ("accent", "accent_hover", "accent_pressed"):
        assert contrast(look.on_accent, getattr(look, ground)) >= 4.5
    assert contrast(look.on_danger, look.danger) >= 4.5


@pytest.mark.parametrize("name", NAMES)
def test_a_notice_can_be_read_with_its_own_colour(name):
    look = theme(name)
    assert contrast(look.accent, look.info_surface) >= 4.5
    assert contrast(look.amber, look.warning_surface) >= 4.5
    assert contrast(look.danger, look.danger_surface) >= 4.5
    assert contrast(look.green, look.success_surface) >= 4.5


def test_high_contrast_reaches_the_enhanced_level():
    look = theme("high-contrast")
    for token in ("text", "muted", "hyperlink", "accent"):
        assert contrast(getattr(look, token), look.canvas) >= 7
    assert contrast(look.border, look.canvas) >= 4.5


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#FFFFFF", 21.0), ("#777777", "#FFFFFF", 4.48), ("#1F5FBF", "#FFFFFF", 6.1)],
)
def test_contrast_is_the_one_of_wcag(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.05)
    assert contrast(other, one) == contrast(one, other)


def test_project_hues_differ_and_begin_again():
    look = theme("light")
    first = [look.project_hue(i) for i in range(6)]
    assert len(set(first)) == 6
    assert look.project_hue(6) == first[0]


def test_a_theme_with_a_token_missing_is_refused_by_its_name(tmp_path: Path):
    text = paths.resource("theme", "light.toml").read_text(encoding="utf-8")
    broken = tmp_path / "mine.toml"
    broken.write_text(text.replace('muted = "#5A6675"\n', ""), encoding="utf-8")
    with pytest.raises(ThemeError, match=r"mine\.toml.*muted"):
        load(broken)
    broken.write_text(text.replace("#5A6675", "grey"), encoding="utf-8")
    with pytest.raises(ThemeError, match="'grey', which is not a colour"):
        load(broken)


def test_an_unknown_theme_is_refused_with_the_choices():
    with pytest.raises(ThemeError, match="light, dark, high-contrast"):
        theme("sepia")


def test_type_on_paper_is_never_too_small_to_read():
    paper = measures().paper
    assert min(paper.text, paper.table, paper.small) >= 7


def test_mixing_gives_the_ends_and_the_middle():
    assert mix("#FF0000", "#0000FF", 1) == "#FF0000"
    assert mix("#FF0000", "#0000FF", 0) == "#0000FF"
    assert mix("#FFFFFF", "#000000", 0.5) == "#808080"
