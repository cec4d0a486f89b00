"""The layout of the graph: layers to the right, nothing on top of another, and how long it takes."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpm_desktop.plan.layering import Gaps, layers

GAPS = Gaps(column=50, row=10, part=20)
SIZES = st.tuples(st.integers(10, 400), st.integers(10, 300))


@st.composite
def graphs(draw: st.DrawFn) -> tuple[dict[str, tuple[float, float]], list[tuple[str, str]]]:
    nodes = [f"n{n}" for n in range(draw(st.integers(1, 14)))]
    sizes = {node: draw(SIZES) for node in nodes}
    pairs = [pair for pair in combinations(nodes, 2) if draw(st.booleans())]
    return sizes, pairs


@settings(max_examples=60)
@given(graphs())
def test_nodes_stand_apart_and_every_edge_goes_right(
    graph: tuple[dict[str, tuple[float, float]], list[tuple[str, str]]],
) -> None:
    sizes, pairs = graph
    found = layers(sizes, pairs, GAPS)
    assert found.at.keys() == sizes.keys()
    for one, other in combinations(sizes, 2):
        (x, y), (w, h) = found.at[one], sizes[one]
        (a, b), (c, d) = found.at[other], sizes[other]
        assert x + w <= a or a + c <= x or y + h <= b + 1e-6 or b + d <= y + 1e-6
    for one, other in pairs:
        assert found.at[one][0] + sizes[one][0] < found.at[other][0]
    assert all(x >= 0 and y >= -1e-6 for x, y in found.at.values())


def test_rings_among_component_projects_are_laid_out_too() -> None:
    sizes = dict.fromkeys("abc", (100.0, 40.0))
    found = layers(sizes, [("a", "b"), ("b", "c"), ("c", "a"), ("b", "a")], GAPS)
    assert len(set(found.at.values())) == 3


def test_the_same_graph_is_laid_out_alike() -> None:
    sizes = {f"n{n}": (100.0, 40.0) for n in range(60)}
    draw = random.Random(4)
    pairs = [(f"n{a}", f"n{b}") for a, b in (sorted(draw.sample(range(60), 2)) for _ in range(80))]
    assert layers(sizes, pairs, GAPS).at == layers(sizes, list(reversed(pairs)), GAPS).at


@pytest.mark.benchmark(group="dependencies")
def test_laying_out_two_thousand_tasks(benchmark) -> None:  # type: ignore[no-untyped-def]
    draw = random.Random(1)
    sizes = {f"n{n}": (184.0, 46.0) for n in range(2000)}
    pairs = [(f"n{n}", f"n{min(1999, n + draw.randint(1, 12))}") for n in range(1999)]
    found = benchmark.pedantic(layers, (sizes, pairs, GAPS), rounds=3)
    assert len(found.at) == 2000
