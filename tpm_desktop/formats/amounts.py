"""Numbers, shares and money: shown with the locale's separators, read back exactly, never as a float."""

from __future__ import annotations

import re
from copy import copy
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from enum import IntEnum
from typing import Self

from babel import Locale
from babel.numbers import format_decimal, get_currency_precision, get_currency_symbol

from tpm_desktop.model.check import ValueProblem
from tpm_desktop.model.program import AmountsIn

from .locales import DASH, MINUS, MINUSES, echo, plain

_SCALES = {
    "k": 1_000, "th": 1_000, "thousand": 1_000,
    "m": 1_000_000, "mn": 1_000_000, "mio": 1_000_000, "million": 1_000_000,
    "bn": 1_000_000_000, "b": 1_000_000_000, "billion": 1_000_000_000,
}  # fmt: skip
_MONEY = re.compile(r"(?P<number>[\d.,'’ ]*\d[\d.,'’ ]*?) ?(?P<scale>[a-z]*)")
_LARGEST = 2**63 - 1
_LONGEST_NUMBER = 30
_ROOMY = Context(prec=60)  # for whatever anybody types before it is found too large


class Scale(IntEnum):
    """What a page counts amounts in, by its power of ten."""

    FULL = 0
    THOUSANDS = 3
    MILLIONS = 6

    @property
    def word(self) -> str:
        """What stands behind the currency; nothing for amounts in full."""
        return {Scale.THOUSANDS: "thousand", Scale.MILLIONS: "million"}.get(self, "")


def scale_said(amounts_in: AmountsIn | str | None) -> Scale | None:
    """What a program says that its amounts are counted in; None where that goes by its size."""
    return Scale[AmountsIn(amounts_in).name] if amounts_in else None


_SCALE_DIGITS = {Scale.FULL: 0, Scale.THOUSANDS: 0, Scale.MILLIONS: 1}
_SCALES_FROM = ((Scale.MILLIONS, 1_000_000_000), (Scale.THOUSANDS, 1_000_000), (Scale.FULL, 0))
"""Units of currency from which on a page counts so: below, too little would be said of most rows."""


def minor_digits_of(currency: str) -> int:
    """Decimals of a currency by ISO 4217: 0 of JPY, 2 of USD, 3 of KWD; 2 of one that is unknown."""
    return int(get_currency_precision(currency))


class AmountFormats:
    """Numbers, shares and money of one locale and currency."""

    def __init__(self, locale: Locale, currency: str) -> None:
        self.locale = locale
        self.currency = currency
        self.minor_digits = minor_digits_of(currency)
        symbols = locale.number_symbols["latn"]
        self._whole_pattern: str = locale.decimal_formats[None].pattern.split(".")[0]
        self._point: str = symbols["decimal"]
        self._group: str = plain(symbols["group"]) or " "

    def in_currency(self, currency: str) -> Self:
        """The same for amounts of another currency."""
        made = copy(self)
        AmountFormats.__init__(made, self.locale, currency)
        return made

    def integer(self, value: int | None, *, dash: bool = False, sign: bool = False) -> str:
        """A whole number, such as 1,200; with `dash` a zero is "–", with `sign` a plus is said."""
        return self.decimal(value, 0, dash=dash, sign=sign)

    def decimal(
        self, value: Decimal | int | float | None, digits: int, *, dash: bool = False, sign: bool = False
    ) -> str:
        """A number rounded half up to so many decimals."""
        if value is None:
            return ""
        exact = value if isinstance(value, Decimal) else Decimal(str(value))
        if not exact.is_finite():
            return DASH
        rounded = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
        if not rounded:
            return DASH if dash else self._digits(Decimal(0), digits)
        lead = MINUS if rounded < 0 else "+" if sign else ""
        return lead + self._digits(abs(rounded), digits)

    def _digits(self, value: Decimal, digits: int) -> str:
        pattern = f"{self._whole_pattern}.{'0' * digits}" if digits else self._whole_pattern
        shown: str = format_decimal(
            value, pattern, self.locale, decimal_quantization=False, numbering_system="latn"
        )
        return shown.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")

    def share(self, hundredths: int | None, *, digits: int | None = None, dash: bool = False) -> str:
        """A share, such as "12.5 %", from hundredths of a per cent; exact unless `digits` are given."""
        if hundredths is None:
            return ""
        value = Decimal(hundredths) / 100
        number = self.decimal(value, _needed(value) if digits is None else digits, dash=dash)
        return number if number == DASH else f"{number} %"

    def money(
        self,
        minor: int | None,
        *,
        currency: bool = False,
        whole: bool | None = None,
        dash: bool = False,
        sign: bool = False,
    ) -> str:
        """An amount, such as "1,234.50", from minor units.

        Args: currency: with its code before, "USD 1,234.50"; whole: True rounds to whole units, False always
        shows the minor digits, None shows them where there are some; dash: a zero is "–"; sign: a plus is
        said.
        """
        if minor is None:
            return ""
        value = Decimal(minor).scaleb(-self.minor_digits)
        without = whole if whole is not None else value == value.to_integral_value()
        return self._coded(
            self.decimal(value, 0 if without else self.minor_digits, dash=dash, sign=sign), currency
        )

    def own_sum(self, stored: str | None, currency: str | None) -> str:
        """A sum kept as text in its own currency, such as "EUR 48,250.00"; as it stands where it is none."""
        try:
            value = Decimal(stored or "")
        except InvalidOperation:
            return stored or ""
        if not currency or not value.is_finite() or abs(value) > _LARGEST:
            return stored or ""
        shown = self.decimal(value, minor_digits_of(currency))
        lead = MINUS if value < 0 else ""
        return f"{lead}{currency}\N{NO-BREAK SPACE}{shown.removeprefix(MINUS)}"

    def scaled(self, minor: int | None, scale: Scale, *, dash: bool = False, sign: bool = False) -> str:
        """An amount for a page that says once what it counts: 1,235 thousand, or 1.2 million."""
        if minor is None:
            return ""
        if scale is Scale.FULL:
            return self.money(minor, whole=True, dash=dash, sign=sign)
        value = Decimal(minor).scaleb(-self.minor_digits - scale)
        return self.decimal(value, _SCALE_DIGITS[scale], dash=dash, sign=sign)

    def step(self, scale: Scale) -> int:
        """Minor units of the smallest amount that is shown at a scale."""
        return int(10 ** (self.minor_digits + scale - _SCALE_DIGITS[scale]))

    def scale_of(self, largest: int) -> Scale:
        """What a page counts in whose largest amount is this, minor units."""
        return next(scale for scale, from_ in _SCALES_FROM if abs(largest) >= from_ * 10**self.minor_digits)

    def counted_in(self, scale: Scale) -> str:
        """What amounts are counted in: "USD", "USD thousand"."""
        return " ".join(filter(None, (self.currency, scale.word)))

    def compact(self, minor: int | None, *, currency: bool = False, sign: bool = False) -> str:
        """An amount in at most three figures, such as "24 k" or "1.25 m"."""
        if minor is None:
            return ""
        value = Decimal(minor).scaleb(-self.minor_digits)
        size = abs(value) / Decimal("0.9995")  # what rounds up to the next unit is shown in it
        scale, letter = next(
            (s, a) for s, a in ((9, " bn"), (6, " m"), (3, " k"), (0, "")) if size >= 10**s or not s
        )
        scaled = value.scaleb(-scale)
        step = "1" if abs(scaled) >= 100 or not scale else "0.1" if abs(scaled) >= 10 else "0.01"
        rounded = scaled.quantize(Decimal(step), ROUND_HALF_UP)
        return self._coded(self.decimal(rounded, _needed(rounded), sign=sign) + letter, currency)

    def file_size(self, size: int) -> str:
        """A number of bytes in two or three figures, such as "24 KB" or "1.3 MB", of 1,024 each."""
        powers = (("MB", 2), ("KB", 1)) if size >= 1000 else ()
        fitting = ((word, 1024**power) for word, power in powers if size >= 1000 * 1024 ** (power - 1))
        unit, scale = next(fitting, ("byte" if size == 1 else "bytes", 1))
        value = Decimal(size) / scale
        return f"{self.decimal(value, 1 if scale > 1 and value < 10 else 0)}\N{NO-BREAK SPACE}{unit}"

    def _coded(self, shown: str, currency: bool) -> str:
        if not currency or shown == DASH:
            return shown
        lead = shown[0] if shown[0] in f"+{MINUS}" else ""
        return f"{lead}{self.currency}\N{NO-BREAK SPACE}{shown[len(lead) :]}"

    def parse_number(self, text: str) -> int:
        """A whole number. Raises: `ValueProblem`."""
        sign, body = signed(plain(text))
        value = self.read_decimal(body)
        if value is None or value != value.to_integral_value():
            raise ValueProblem(f"{echo(text)} is not a whole number")
        return sign * int(value)

    def parse_share(self, text: str) -> int:
        """Hundredths of a per cent of "50%", "50" or "12.5 %". Raises: `ValueProblem`."""
        sign, body = signed(plain(text).removesuffix("%").strip())
        value = self.read_decimal(body)
        if value is None:
            raise ValueProblem(f"{echo(text)} is not a share; write it as 50 %")
        return sign * _whole(value * 100)

    def parse_money(self, text: str) -> int:
        """Minor units of "1,234.50", "1.2m", "12k", "(300)", "USD 300" or "–". Raises: `ValueProblem`."""
        typed = plain(text)
        body = typed.casefold()
        if body and all(c in MINUSES for c in body):
            return 0
        bracketed = body.startswith("(") and body.endswith(")")
        sign, body = signed(self._without_currency(body[1:-1].strip() if bracketed else body))
        sign, body = _trailing_minus(sign, self._without_currency(body))
        match = _MONEY.fullmatch(body)
        scale = _SCALES.get(match["scale"]) if match and match["scale"] else 1
        value = self.read_decimal(match["number"]) if match else None
        if value is None or scale is None:
            raise ValueProblem(
                f"{echo(typed)} is not an amount; write it as {self.money(123450, whole=False)}, 12k or 1.2m"
            )
        if scale == 1 and self.minor_digits < 3 and _exactly_three(value):
            raise ValueProblem(
                f"{echo(typed)} could be a thousand or a fraction; write it without a separator"
            )
        minor = _whole(value * scale * 10**self.minor_digits)
        if minor > _LARGEST:
            raise ValueProblem(f"{echo(typed)} is more than an amount can hold")
        return (-1 if bracketed else 1) * sign * minor

    def _without_currency(self, body: str) -> str:
        marks = {self.currency.casefold(), get_currency_symbol(self.currency, self.locale).casefold()}
        marks.add(get_currency_symbol(self.currency, "en_US").casefold())
        for mark in sorted(marks, key=len, reverse=True):
            body = body.removeprefix(mark).removesuffix(mark).strip()
        return body

    def read_decimal(self, text: str) -> Decimal | None:
        """An unsigned number as people type it here, or None.

        A separator that can't part groups of three digits is a decimal point, whichever the locale has.
        """
        body = text.replace("’", "'").strip()
        if not 0 < len(body) <= _LONGEST_NUMBER or not body[-1].isdigit():
            return None
        last = max((body.rfind(mark) for mark in ".,"), default=-1)
        point = body[last] if last >= 0 and self._is_point(body, last) else ""
        whole, _, fraction = body.rpartition(point) if point else (body, "", "")
        groups = re.split(r"[.,' ]", whole)
        apart = re.findall(r"[.,' ]", whole)
        even = len(set(apart)) <= 1 and point not in apart and all(2 <= len(g) <= 3 for g in groups[1:])
        if not even or (apart and (len(groups[-1]) != 3 or not 0 < len(groups[0]) <= 3)):
            return None
        digits = "".join(groups) or "0"
        if not (digits.isdecimal() and (fraction.isdecimal() or not point)):
            return None
        return Decimal(f"{digits}.{fraction or 0}")

    def _is_point(self, body: str, at: int) -> bool:
        mark, after = body[at], len(body) - at - 1
        if body.count(mark) > 1:
            return False
        others = any(c in body[:at] for c in ".,' " if c != mark)
        return mark == self._point or others or after != 3 or at == 0 or at > 3


def signed(text: str) -> tuple[int, str]:
    """The sign that a text begins with, 1 or -1, and what follows."""
    if text[:1] and text[0] in MINUSES:
        return -1, text[1:].strip()
    return 1, text[1:].strip() if text[:1] == "+" else text


def _trailing_minus(sign: int, text: str) -> tuple[int, str]:
    """Accounting programs put the minus behind."""
    if sign == 1 and text[-1:] and text[-1] in MINUSES:
        return -1, text[:-1].strip()
    return sign, text


def _needed(value: Decimal) -> int:
    """Decimals that the value needs."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _exactly_three(value: Decimal) -> bool:
    return value.as_tuple().exponent == -3


def _whole(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP, _ROOMY))
