"""What the packs of risks, stakeholders and communication say of the sample, and of nothing."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from tpm_desktop.formats import Formats
from tpm_desktop.gestures.records import add_row
from tpm_desktop.plan import OpenProgram
from tpm_desktop.reports import find_pack, write_pack

HOSTILE = "<b>Rack</b> & <img src=x/> </para> " + "long " * 150


def text(key: str, program: OpenProgram) -> str:
    made = BytesIO()
    formats = Formats.of(program.file.program, "en_GB")
    write_pack(find_pack(key), program, made, formats=formats)
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(made).pages)


@pytest.fixture(scope="module")
def sample(sample_file):
    with OpenProgram.open(sample_file, read_only=True) as program:
        yield program


def test_the_risk_pack_tells_map_list_burn_down_and_what_each_risk_adds(sample):
    told = text("risks", sample)
    assert "11 open threats, none red after their response, EUR 247,400 expected." in told
    assert "EUR 247,400 at stake now, EUR 142,600 once what is planned is done by May 2027" in told
    for part in ("Where the threats lie", "After the responses", "The top of the list", "5 Severe",
                 "What moved since September 2026", "Opportunities", "2 assumptions are to be confirmed",
                 "What each risk adds to finish and cost", "1,000 runs with seed 1"):  # fmt: skip
        assert part in told, part
    assert "R-13 One more week of delay" in told


def test_stakeholders_and_communication_are_told(sample):
    told = text("stakeholders", sample)
    assert "9 stakeholders, 7 not yet where wanted." in told
    for part in ("Manage closely", "Keep satisfied", "Resistant → Supportive (+3)", "1 of 5 met",
                 "Partly met, 7 d late", "2 are due to be told this week"):  # fmt: skip
        assert part in told, part
    told = text("communication", sample)
    for part in ("1 overdue, 1 due this week.", "Demonstration of what was built", "2 d late",
                 "What was told", "42 came; 11 remarks"):  # fmt: skip
        assert part in told, part


def test_nothing_and_hostile_texts_are_told_too(tmp_path):
    with OpenProgram.create(tmp_path / "empty.tpm", name="Nothing yet") as program:
        assert "No open threat." in text("risks", program)
        assert "No stakeholder is known." in text("stakeholders", program)
        assert "No communication is planned." in text("communication", program)
        for number in range(40):
            add_row(program, "risk", {"title": f"{number} {HOSTILE}", "probability": 3, "impact": 3,
                                      "residual_probability": 1, "residual_impact": 1})  # fmt: skip
            add_row(program, "stakeholder", {"name": f"{number} {HOSTILE}", "power": 3, "interest": 3})
        add_row(program, "communication", {"title": HOSTILE, "audience": HOSTILE})
        assert "40 open threats" in text("risks", program)
        assert "<b>Rack</b> & <img src=x/> </para>" in text("stakeholders", program)
        assert "<b>Rack</b> &" in text("communication", program)
