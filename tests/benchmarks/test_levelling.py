"""How far above the best known plans levelling ends in ten seconds a problem, by class of PSPLIB."""

from __future__ import annotations

from statistics import mean
from typing import TYPE_CHECKING

import pytest

from tests.planning.levelling.psplib import DATA, best_known, read
from tpm_desktop.planning.levelling.level import level

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture


@pytest.mark.skipif(not DATA.exists(), reason="the shared data is not here")
@pytest.mark.benchmark(group="levelling, ten seconds a problem; extra: per cent above the best known")
@pytest.mark.parametrize("kind", ["j30", "j60", "j120"])
def test_levelling(benchmark: BenchmarkFixture, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    best = best_known()
    problems = {path.stem: read(path) for path in sorted(DATA.glob(f"{kind}_*.rcp"))}
    lengths = benchmark.pedantic(
        lambda: {name: level(problem, 10.0).length for name, problem in problems.items()}, rounds=1
    )
    above = {name: 100 * (length / best[name] - 1) for name, length in lengths.items()}
    benchmark.extra_info["above"] = above
    with capsys.disabled():
        print(  # noqa: T201 - the figure is what is asked for
            f"\n{kind}: {mean(above.values()):.2f} % above the best known ({len(above)} problems)"
        )
