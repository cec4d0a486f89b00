"""Shown figures that make up the shown sum."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.finance.apportioning import added_up, apportioned, nearest


def shown(parts, unit=1_000):
    column = np.array(parts, np.int64)[:, None]
    total = nearest(column.sum(axis=0), unit)[None, :]
    return apportioned(column, np.zeros(len(parts), np.int64), total, unit)[:, 0].tolist()


def test_three_thirds_make_up_the_whole():
    assert shown([333, 333, 334]) == [0, 0, 1_000]
    assert shown([1_400, 1_400, 1_400]) == [2_000, 1_000, 1_000]  # 4.2 is shown as 4
    assert shown([2_600, -1_300]) == [2_000, -1_000]  # 1.3 is shown as 1


def test_what_is_whole_stays_and_nothing_is_never_shown_as_something():
    assert shown([5_000, 0, 600, 600, 0]) == [5_000, 0, 1_000, 0, 0]


@given(
    st.integers(1, 5).flatmap(
        lambda m: st.lists(
            st.tuples(st.integers(0, 3), st.lists(st.integers(-(10**13), 10**13), min_size=m, max_size=m)),
            min_size=1,
            max_size=12,
        )
    ),
    st.sampled_from([1, 100, 100_000, 100_000_000]),
)
def test_accounts_make_up_groups_and_groups_the_program_in_every_column(rows, unit):
    group = np.array([g for g, _ in rows], np.int64)
    parts = np.array([values for _, values in rows], np.int64)
    exact = np.zeros((4, parts.shape[1]), np.int64)
    np.add.at(exact, group, parts)
    whole = nearest(exact.sum(axis=0), unit)[None, :]
    groups = apportioned(exact, np.zeros(4, np.int64), whole, unit)
    found = apportioned(parts, group, groups, unit)
    summed = np.zeros_like(exact)
    np.add.at(summed, group, found)
    assert (summed == groups).all() and (groups.sum(axis=0) == whole[0]).all()
    for rounded, true in ((found, parts), (groups, exact)):
        assert (np.abs(rounded - true) < unit).all() and not (rounded % unit).any()


@given(
    st.lists(st.lists(st.integers(-(10**7), 10**7), min_size=1, max_size=5), min_size=1, max_size=5),
    st.sampled_from([1, 100, 100_000]),
)
def test_a_table_of_two_levels_adds_up_as_it_is_shown(groups, unit):
    rows, known = [], []
    for parts in groups:
        known.append((len(rows), list(range(len(rows) + 1, len(rows) + 1 + len(parts)))))
        rows += [sum(parts), *parts]
    top = len(rows)
    exact = np.array([*rows, sum(map(sum, groups))], np.int64)[:, None]
    shown = added_up(exact, [(top, [whole for whole, _ in known]), *known], unit)
    assert shown[top] == sum(shown[whole] for whole, _ in known)
    for whole, parts in known:
        assert shown[whole] == shown[parts].sum()
    assert (np.abs(shown - exact) < 2 * unit).all() and not (shown % unit).any()
