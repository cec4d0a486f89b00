"""The readiness page: one page a release, whatever its texts are and however many interfaces it has."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from pypdf import PdfReader

from tpm_desktop.formats import Formats
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.integration_words import headline
from tpm_desktop.plan.readiness import readiness
from tpm_desktop.reports import find_pack, write_pack

HOSTILE = "<b>Bold & “quoted”</b> <img src='file:///x'/>"


def pages(program: OpenProgram) -> list[str]:
    made = BytesIO()
    write_pack(find_pack("readiness"), program, made, formats=Formats.of(program.file.program, "en_GB"))
    return [" ".join(page.extract_text().split()) for page in PdfReader(made).pages]


def test_every_release_of_the_sample_is_one_page_and_what_is_live_comes_last(sample_file):
    with OpenProgram.open(sample_file, read_only=True) as program:
        found = sorted(readiness(program.plan.state), key=lambda one: one.cut_over.done)
        told = pages(program)
        formats = Formats.of(program.file.program, "en_GB")
        assert len(told) == len(found) == 4
        for one, page in zip(found, told, strict=True):
            assert headline(program.plan.state, one, formats) in page
    assert "went live on 1 Oct 2026" in told[-1]
    assert "its environment is retired" in told[1]


def test_texts_of_strangers_and_long_lists_do_no_harm(tmp_path):
    with OpenProgram.create(tmp_path / "p.tpm", name=HOSTILE, start=datetime(2026, 5, 4, 8)) as program:
        with program.file.transaction("Fill") as edit:
            project = edit.add("project", name=HOSTILE)
            task = edit.add("task", project_id=project, name="W" * 300, duration=0)
            release = edit.add("release", name=HOSTILE, milestone_id=task, notes="y " * 3000)
            system = edit.add("system", name="اختبار 试验 🙂 " + "x" * 900)
            place, cycle = edit.add("environment", name=HOSTILE), edit.add("test_cycle", name="</para>")
            for number in range(60):
                one = edit.add(
                    "interface", title=f"{number} {HOSTILE}", release_id=release, from_system_id=system
                )
                edit.add("integration_test", interface_id=one, environment_id=place, cycle_id=cycle,
                         task_id=task, result="failed")  # fmt: skip
        text = " ".join(pages(program))
    assert "<b>Bold & “quoted”</b>" in text
    assert "60 failed" in text
