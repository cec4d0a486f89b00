"""The bull's-eye chart: which lines are spots, what they are said to be, and labels that never overlap."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.finance.earned_schedule import EarnedSchedule
from tpm_desktop.finance.earned_value import Performance
from tpm_desktop.formats import Formats
from tpm_desktop.plan.bulls_eye import bulls_eye, drawn, finding
from tpm_desktop.plan.earned_lines import Level, Line
from tpm_desktop.plan.labels import Box, placed

FORMATS = Formats("en_GB", currency="EUR")
NO_TIME = EarnedSchedule(es=0.0, at=0.0, pd=0)


def line(name: str, pv: int, ev: int, ac: int, level: Level = Level.ACCOUNT, code: str = "") -> Line:
    found = Performance(*(np.asarray(part, np.int64) for part in (1_000_000, pv, ev, ac)))
    return Line(level, name, name, np.array([], np.intp), found, None, found, NO_TIME, 0, code=code)


def test_spots_stand_where_the_worked_examples_do():
    """E1 and E7 of the reference: CPI 0.8333 and SPI 0.8750; 0.8182 and 1.5000 at SPI 0.9000."""
    eye = bulls_eye(
        [
            line("E1", 400_000, 350_000, 420_000),
            line("A", 100_000, 90_000, 110_000),
            line("B", 50_000, 45_000, 30_000),
        ],
        FORMATS,
    )
    assert [(round(one.spi, 4), round(one.cpi, 4)) for one in eye.spots] == [
        (0.8750, 0.8333),
        (0.9000, 0.8182),
        (0.9000, 1.5000),
    ]
    assert finding(eye) == "2 of 3 accounts behind plan and over cost, 1 with both indices from 0.90"
    made = drawn(eye, Box(0, 0, 400, 300), lambda text: (6.0 * len(text), 12.0), 4, upwards=False)
    assert made.spots[0][0] < made.x(1) and made.spots[0][1] > made.y(1), "behind is left, over cost below"
    assert made.spots[2][1] < made.y(1), "below cost is above"


def test_lines_without_an_index_are_counted_and_outliers_say_their_values():
    eye = bulls_eye([line("New", 0, 0, 0), line("Odd", 10_000, 50_000, 10_000)], FORMATS)
    assert eye.untold == 1
    (odd,) = eye.spots
    assert odd.beyond and odd.texts == ("Odd (5.00, 5.00)",)
    assert eye.time.high < 2 and 1.0 in eye.time.steps(), "one outlier doesn't squeeze the others"


def test_program_and_projects_choose_their_place_first():
    lines = [line("C-1 Racks", 10, 9, 9, code="C-1"), line("Program", 10, 9, 9, Level.PROGRAM)]
    assert [one.line.name for one in bulls_eye(lines, FORMATS).spots] == ["Program", "C-1 Racks"]


def size_of(text: str) -> tuple[float, float]:
    return 6.0 * len(text), 12.0


def test_accounts_on_one_spot_share_their_label():
    eye = bulls_eye([line(f"C-{n} Licences", 10, 10, 10, code=f"C-{n}") for n in range(3)], FORMATS)
    (caption,) = drawn(eye, Box(0, 0, 500, 240), size_of, 4, upwards=True).captions
    assert caption.text == "C-0, C-1, C-2" and caption.spots == (0, 1, 2)


def test_fifty_accounts_in_a_crowd_have_a_name_or_are_counted():
    lines = [line(f"C-{n} Network", 1_000, 900 + 3 * n, 1_000, code=f"C-{n}") for n in range(50)]
    made = drawn(bulls_eye(lines, FORMATS), Box(0, 0, 300, 120), size_of, 4, upwards=False)
    told = [n for caption in made.captions for n in caption.spots]
    assert told and len(told) == len(set(told)) == 50 - made.nameless


spot = st.tuples(st.floats(0, 400), st.floats(0, 200))


@given(st.lists(spot, min_size=1, max_size=30), st.lists(st.integers(10, 120), min_size=30, max_size=30))
def test_no_label_covers_another_one_a_spot_or_what_is_taken(points, widths):
    room, taken = Box(0, 0, 400, 200), [Box(5, 5, 80, 12)]
    sizes = [[(float(width), 12.0), (10.0, 12.0)] for width in widths[: len(points)]]
    boxes = [label.box for label in placed(points, sizes, room, 4, taken) if label is not None]
    marks = [Box(x - 4, y - 4, 8, 8) for x, y in points]
    for n, box in enumerate(boxes):
        assert not any(box.touches(other) for other in [*boxes[:n], *marks, *taken])
        assert box.x >= 0 and box.y >= 0 and box.x + box.width <= 400 and box.y + box.height <= 200
