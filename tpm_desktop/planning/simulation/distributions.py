"""What durations, costs and factors may come to: each distribution by its inverse (quantile function).

Sampling by inverse lets strata and correlations work on uniform numbers alone. Sources: the field's usual
forms as in D. Hulett, Practical Schedule Risk Analysis; the normal quantile by M. J. Wichura, algorithm
AS 241 (1988); the beta quantile by integrating its density.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.planning.errors import PlanError

__all__ = ["Floats", "Range", "Shape", "normal_quantile"]

Floats = NDArray[np.floating]
"""Of single precision where many are drawn, else of double."""
P90 = 1.2815515655446004
"""The standard normal's 90 % quantile."""
_HARDLY_ANY = 1.0 - 1e-5


class Shape(StrEnum):
    """The form of a range between its three points."""

    TRIANGULAR = "triangular"
    PERT = "pert"
    UNIFORM = "uniform"
    LOGNORMAL = "lognormal"


@dataclass(frozen=True, slots=True)
class Range:
    """An uncertain number.

    low, likely, high: least, most likely and greatest value; of a lognormal range `low` and `high` are what
    nine in ten exceed and fall short of (P10, P90), and the most likely value says nothing, as in a uniform.
    Errors: PlanError, saying what is wrong, where the three are not in order.
    """

    shape: Shape
    low: float
    likely: float
    high: float

    def __post_init__(self) -> None:
        values = (self.low, self.likely, self.high)
        if not all(np.isfinite(value) for value in values):
            raise PlanError("a range needs three numbers")
        if not self.low <= self.likely <= self.high:
            raise PlanError(
                "the optimistic value must not exceed the likely one, nor that the pessimistic one"
            )
        if self.shape == Shape.LOGNORMAL and self.low <= 0:
            raise PlanError("a lognormal range must lie above nothing; give a greater optimistic value")

    @property
    def is_certain(self) -> bool:
        """Whether there is only one value."""
        return self.low == self.high

    def at(self, uniform: Floats) -> Floats:
        """The values at shares of all cases, each between 0 and 1. Any shape."""
        low, likely, high = self.low, self.likely, self.high
        width = high - low
        if not width:
            return np.full_like(uniform, low)
        if self.shape == Shape.UNIFORM:
            return np.asarray(low + uniform * width)
        if self.shape == Shape.LOGNORMAL:
            middle, spread = self._log()
            return np.asarray(np.exp(middle + spread * normal_quantile(uniform)))
        if self.shape == Shape.PERT:
            return low + width * _beta_quantile((likely - low) / width, uniform)
        rises = uniform < (likely - low) / width
        part = np.where(
            rises, uniform * (width * (likely - low)), (1.0 - uniform) * (width * (high - likely))
        )
        np.sqrt(part, out=part)
        return np.where(rises, low + part, high - part)

    @property
    def utmost(self) -> float:
        """What hardly any run exceeds: one in a hundred thousand of a lognormal range, none of another."""
        return float(self.at(np.array(_HARDLY_ANY))) if self.shape == Shape.LOGNORMAL else self.high

    @property
    def mean(self) -> float:
        """The expected value."""
        if self.shape == Shape.UNIFORM:
            return (self.low + self.high) / 2
        if self.shape == Shape.LOGNORMAL and not self.is_certain:
            middle, spread = self._log()
            return float(np.exp(middle + spread**2 / 2))
        weight = 4 if self.shape == Shape.PERT else 1
        return (self.low + weight * self.likely + self.high) / (weight + 2)

    @property
    def variance(self) -> float:
        """The expected square of what it differs from its mean."""
        low, likely, high = self.low, self.likely, self.high
        if self.shape == Shape.UNIFORM:
            return (high - low) ** 2 / 12
        if self.shape == Shape.LOGNORMAL:
            middle, spread = self._log()
            return float(np.expm1(spread**2) * np.exp(2 * middle + spread**2))
        if self.shape == Shape.PERT:
            return (self.mean - low) * (high - self.mean) / 7
        return (low**2 + likely**2 + high**2 - low * likely - low * high - likely * high) / 18

    def _log(self) -> tuple[float, float]:
        low, high = np.log(self.low), np.log(self.high)
        return float(low + high) / 2, float(high - low) / (2 * P90)


_A = (3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
      4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4,
      2.5090809287301226727e3)  # fmt: skip
_B = (1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
      2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4,
      5.2264952788528545610e3)  # fmt: skip
_C = (1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
      1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2,
      7.74545014278341407640e-4)  # fmt: skip
_D = (1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
      1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
      1.05075007164441684324e-9)  # fmt: skip
_E = (6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
      2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5,
      2.01033439929228813265e-7)  # fmt: skip
_F = (1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
      7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
      2.04426310338993978564e-15)  # fmt: skip


def normal_quantile(uniform: Floats) -> Floats:
    """The standard normal's value at each share of all cases, to fifteen digits (AS 241)."""
    away = uniform - 0.5
    near = np.abs(away) <= 0.425
    inner = 0.180625 - away * away
    found = away * _ratio(_A, _B, np.where(near, inner, 0.0))
    if near.all():
        return found
    tail = np.sqrt(-np.log(np.where(near, 0.5, np.minimum(uniform, 1.0 - uniform))))
    outer = np.where(tail <= 5.0, _ratio(_C, _D, tail - 1.6), _ratio(_E, _F, tail - 5.0))
    return np.where(near, found, np.copysign(outer, away))


def _ratio(over: tuple[float, ...], under: tuple[float, ...], at: Floats) -> Floats:
    return np.asarray(
        np.polynomial.polynomial.polyval(at, over) / np.polynomial.polynomial.polyval(at, under)
    )


_MODES = 256
"""Beta quantiles are tabled for so many places of the most likely value, and read between two of them."""
_CELLS = 2048


def _beta_quantile(mode: float, uniform: Floats) -> Floats:
    """The quantile of PERT's beta on 0 to 1 with its mode there (alpha 1 + 4 mode, beta 5 - 4 mode)."""
    at = mode * _MODES
    below = min(int(at), _MODES - 1)
    table = _beta_table(below)
    if at > below:
        table = table + (at - below) * (_beta_table(below + 1) - table)
    place = uniform * _CELLS
    cell = place.astype(np.int32)
    np.minimum(cell, _CELLS - 1, out=cell)
    low = table.take(cell)
    return np.asarray(low + (place - cell) * (table.take(cell + 1) - low))


@lru_cache(maxsize=_MODES + 1)
def _beta_table(number: int) -> Floats:
    """Quantiles at equal steps of the share, shape (cells + 1,)."""
    mode = number / _MODES
    steps = np.linspace(0.0, 1.0, 2 * _CELLS + 1)
    steps = steps * steps * (3.0 - 2.0 * steps)  # finer towards both ends, where the quantile is steep
    nodes, weights = np.polynomial.legendre.leggauss(4)
    middle, half = (steps[1:] + steps[:-1]) / 2, np.diff(steps) / 2
    points = middle[:, None] + half[:, None] * nodes
    density = points ** (4 * mode) * (1.0 - points) ** (4 - 4 * mode)
    share = np.concatenate([[0.0], np.cumsum((density * weights).sum(axis=1) * half)])
    return np.interp(np.linspace(0.0, 1.0, _CELLS + 1), share / share[-1], steps)
