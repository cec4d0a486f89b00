"""The sections about closed periods tell what was kept, and names stay apart and within the page."""

from __future__ import annotations

from datetime import date

import pytest

from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.slip_scale import slip_scale, slip_text
from tpm_desktop.plan.trends import chosen_slips, closed_periods, slips
from tpm_desktop.reports.narrative import narrative
from tpm_desktop.reports.source import Source
from tpm_desktop.reports.trend_sections import exceptions, since_last, trend

WIDTH = 490


@pytest.fixture(scope="module")
def source(sample_file):
    with OpenProgram.open(sample_file, read_only=True) as program:
        yield Source(program)


def test_the_sections_say_what_was_kept_and_what_moved(source, write):
    story = [*narrative(source, WIDTH), *exceptions(source, WIDTH), *since_last(source, WIDTH)]
    read = write([*story, *trend(source, WIDTH)])
    text = " ".join(" ".join(page.extract_text().split()) for page in read.pages)
    assert "Three weeks behind: the core switches come on 30 November" in text
    assert "8 exceptions wait for a decision" in text
    assert "Since September 2026" in text
    assert "23 of 32 milestones moved later, 14 of them since the last period" in text
    for title in ("April 2026", "July 2026", "September 2026", "Operations team staffed", "+28 d"):
        assert title in text


def test_the_trend_of_the_sample_is_that_of_its_story(source):
    closed = closed_periods(source.file)
    assert [one.period.title.split()[0] for one in closed] == [
        "April", "May", "June", "July", "August", "September",
    ]  # fmt: skip
    lates = [one.program.late for one in closed if one.program]
    assert lates == [0, 0, 0, 0, 0, 5 * 480]  # the second power feed came late in September
    done = [one.program.done for one in closed if one.program]
    assert done == sorted(done)
    found = {one.name: one for one in slips(source.state, closed, date(2026, 10, 30))}
    served = found["Data centre in service"]
    assert [at for _, at in served.points][-3:] == [date(2027, 1, 28), date(2027, 2, 2), date(2027, 2, 18)]


def test_a_slip_is_the_same_figure_wherever_it_is_read(source):
    """In working time, as tables and views have it: what was agreed is what was first reported here."""
    state, formats = source.state, source.formats
    found = slips(state, closed_periods(source.file), source.day)
    same = [one for one in found if one.agreed == one.points[0][1] and one.points[-1][0] == source.day]
    assert len(same) > 10
    for one in same:
        late = int(state.finish_variance[state.outline.row[one.task_id]])
        assert one.later == late
        assert slip_text(one, formats) == (formats.duration(late, unit="d", sign=True) if late else "")


def test_the_chart_shows_every_point_of_its_lines(source):
    found = slips(source.state, closed_periods(source.file), date(2026, 10, 30))
    scale = slip_scale(chosen_slips(found, 8))
    assert scale is not None
    assert len(scale.slips) == 8
    for slip in scale.slips:
        assert all(0 <= scale.across(on) <= 1 and 0 < scale.up(at) < 1 for on, at in slip.points)
    assert slip_scale([]) is None
