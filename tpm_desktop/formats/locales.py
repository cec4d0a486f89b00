"""Which locale a person uses, and the texts of it that don't depend on what is shown."""

from __future__ import annotations

import locale as python_locale
import os
import sys

from babel import Locale, UnknownLocaleError

FALLBACK = "en_GB"
MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"
MINUSES = "-\N{MINUS SIGN}\N{EN DASH}\N{EM DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FULLWIDTH HYPHEN-MINUS}"
_SPACES = dict.fromkeys(
    map(ord, "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}"), " "
)
_LONGEST_ECHO = 60
_MARKS = dict.fromkeys((0x200E, 0x200F, 0x061C))  # direction marks, which Babel puts beside some numbers


def system_locale() -> str:
    """The locale that the system's settings name, such as "en_GB"; that one too where they name none."""
    for variable in ("LC_ALL", "LC_TIME", "LANG"):
        named = os.environ.get(variable, "").split(".")[0].split("@")[0]
        if named and named not in ("C", "POSIX"):
            return named
    if sys.platform == "win32":
        import ctypes

        return python_locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultLCID(), FALLBACK)
    return FALLBACK


def find_locale(name: str) -> Locale:
    """Babel's data of a locale; "system" is the system's own. An unknown one is shown the British way."""
    wanted = system_locale() if name == "system" else name
    try:
        return Locale.parse(wanted.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(FALLBACK)


def plain(text: str) -> str:
    """What was typed or pasted, with ordinary spaces, one at a time, and no unseen direction marks."""
    return " ".join(text.translate(_SPACES).translate(_MARKS).split())


def within_quotes(text: str) -> str:
    """A text that is quoted itself: quotation marks in it become single ones."""
    return text.translate(str.maketrans("“”", "‘’"))


def echo(text: str) -> str:
    """What was typed, in quotes, as a message repeats it: on one line and not too long."""
    typed = plain(text)
    return f"“{typed if len(typed) <= _LONGEST_ECHO else typed[: _LONGEST_ECHO - 1] + '…'}”"
