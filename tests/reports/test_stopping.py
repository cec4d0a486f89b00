"""Telling a pack can be stopped while its sections are told, and computes once what several of them tell."""

from __future__ import annotations

from io import BytesIO

import pytest

from tpm_desktop.plan import OpenProgram
from tpm_desktop.reports import Pack, confidence, find_pack, write_pack
from tpm_desktop.reports.pack import PackSection


@pytest.fixture(scope="module")
def sample(sample_file):
    with OpenProgram.open(sample_file, read_only=True) as program:
        yield program


class StoppedError(Exception):
    pass


def test_whoever_waits_is_asked_before_each_section_and_before_the_first_page(sample):
    asked: list[int] = []
    pack = find_pack("status")
    pages = write_pack(pack, sample, BytesIO(), progress=asked.append)
    told = asked.index(1)
    assert set(asked[:told]) == {0}
    assert told >= len(pack.sections)
    assert asked[told:] == sorted(asked[told:])
    assert asked[-1] == pages


@pytest.mark.parametrize("part", ["simulation", "advice"])
def test_a_long_section_is_stopped_while_it_is_told(sample, part):
    left = 3

    def stop(_: int) -> None:
        nonlocal left
        left -= 1
        if not left:
            raise StoppedError

    made = BytesIO()
    with pytest.raises(StoppedError):
        write_pack(Pack("long", "Long", "", (PackSection(part),)), sample, made, progress=stop)
    assert not made.getvalue()


def test_what_takes_long_is_computed_once_for_all_sections_that_tell_it(sample, monkeypatch):
    runs: list[int] = []
    computed = confidence.run_simulation

    def counted(*args, **options):
        runs.append(1)
        return computed(*args, **options)

    monkeypatch.setattr(confidence, "run_simulation", counted)
    made = Pack("long", "Long", "", (PackSection("simulation"),) * 5)
    pages = write_pack(made, sample, BytesIO())
    assert len(runs) == 1
    assert pages >= 5
