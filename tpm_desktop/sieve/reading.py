"""Reads typed conditions: "critical and owner = Network", "finish < next fri", "name has rack"."""

from __future__ import annotations

import difflib
import re

from tpm_desktop.formats import Formats
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.model.fields import Kind

from .conditions import ALONE, ORDERED, AllOf, AnyOf, Compare, Condition, Contains, Not, Op
from .fields import Field, Subject
from .values import read_value

_OPERATORS = {
    "is not empty": Op.FILLED, "is set": Op.FILLED, "is empty": Op.EMPTY, "is not set": Op.EMPTY,
    "is not": Op.NE, "is": Op.EQ, "has": Op.HAS, "contains": Op.HAS,
    "<=": Op.LE, "=<": Op.LE, "≤": Op.LE, ">=": Op.GE, "=>": Op.GE, "≥": Op.GE, "!=": Op.NE, "<>": Op.NE,
    "≠": Op.NE, "==": Op.EQ, "=": Op.EQ, "<": Op.LT, ">": Op.GT,
}  # fmt: skip
_OPERATOR = re.compile(
    r"\s*(?:(is not empty|is not set|is empty|is set|is not|is|has|contains)(?![\w])|([<>=!≤≥≠]{1,2}))",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s*")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"|“([^”]*)”')
_END = re.compile(r"\s+(?:and|or)(?=[\s(]|$)|\)", re.IGNORECASE)
_JOIN = re.compile(r"\s+(and|or)(?=[\s(]|$)", re.IGNORECASE)
_NOT = re.compile(r"not(?=[\s(])", re.IGNORECASE)
_SIGNS = re.compile(r"[<>=≤≥≠]")
_DEEPEST = 40
LONGEST = 1000


class ConditionProblem(ValueProblem):
    """A condition that can't be read; at: where in the text, from which character up to before which."""

    def __init__(self, said: str, at: tuple[int, int]) -> None:
        super().__init__(said)
        self.at = at


def parse(text: str, rows: Subject, formats: Formats) -> Condition | None:
    """The condition that a text means; None for an empty one.

    A text in which no field is asked is looked for as it stands, in every row.
    Raises: `ConditionProblem`.
    """
    if len(text) > LONGEST:
        if not _SIGNS.search(text):
            return Contains(text.strip())
        raise ConditionProblem(f"the condition has {len(text):,} characters; {LONGEST:,} fit", (0, len(text)))
    reader = _Reader(text, rows, formats)
    try:
        found = reader.whole()
    except ConditionProblem:
        if reader.asked or _SIGNS.search(text):
            raise
        return Contains(text.strip())
    return found if reader.asked or found is None else Contains(text.strip())


class _Reader:
    """One reading of a text from left to right. asked: whether a field, or a text in quotes, is asked for."""

    def __init__(self, text: str, rows: Subject, formats: Formats) -> None:
        self.text, self.rows, self.formats = text, rows, formats
        self.at, self.depth, self.asked = 0, 0, False

    def whole(self) -> Condition | None:
        self._skip()
        if self.at == len(self.text):
            return None
        found = self._any()
        self._skip()
        if self.at < len(self.text):
            raise self._problem("this bracket was never opened; take it away", self.at, self.at + 1)
        return found

    def _problem(self, said: str, start: int, end: int) -> ConditionProblem:
        return ConditionProblem(said, (start, max(end, start)))

    def _skip(self) -> None:
        match = _SPACE.match(self.text, self.at)
        assert match is not None  # also no space is some
        self.at = match.end()

    def _any(self) -> Condition:
        parts = [self._all()]
        while self._joined("or"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _all(self) -> Condition:
        parts = [self._part()]
        while self._joined("and"):
            parts.append(self._part())
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def _joined(self, word: str) -> bool:
        match = _JOIN.match(self.text, self.at)
        if match is None or match[1].lower() != word:
            return False
        self.at = match.end()
        return True

    def _part(self) -> Condition:
        self._skip()
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self._problem("the condition is nested too deeply; make it simpler", self.at, self.at + 1)
        try:
            if match := _NOT.match(self.text, self.at):
                self.at = match.end()
                return Not(self._part())
            if self.text.startswith("(", self.at):
                return self._bracket()
            return self._term()
        finally:
            self.depth -= 1

    def _bracket(self) -> Condition:
        opened = self.at
        self.at += 1
        found = self._any()
        self._skip()
        if not self.text.startswith(")", self.at):
            raise self._problem("this bracket is not closed; add “)”", opened, opened + 1)
        self.at += 1
        return found

    def _term(self) -> Condition:
        start = self.at
        if quoted := self._quotation():
            self.asked = True
            return Contains(quoted[0], exact=True)
        found = self._field()
        if found is not None:
            field, self.at = found
            match = _OPERATOR.match(self.text, self.at)
            sign = _OPERATORS.get((match[1] or match[2]).lower()) if match else None
            if match and sign is not None:
                self.asked = True
                return self._comparison(field, sign, match.end(), start)
            if field.kind is Kind.FLAG and self._ends(self.at):
                self.asked = True
                return Compare(field.name, Op.EQ, 1)
        self.at = start
        return self._words()

    def _field(self) -> tuple[Field, int] | None:
        """The field whose name stands here, and where it ends: the longest name that does."""
        low, start = self.text.casefold(), self.at
        if len(low) != len(self.text):  # a letter that folds into two would shift every place
            low = self.text.lower() if len(self.text.lower()) == len(self.text) else self.text
        for end in range(min(len(low), start + self._longest), start, -1):
            field = self.rows.typed.get(low[start:end])
            if field is not None and not (end < len(low) and (low[end].isalnum() or low[end] == "_")):
                return field, end
        return None

    @property
    def _longest(self) -> int:
        return max(map(len, self.rows.typed), default=0)

    def _ends(self, at: int) -> bool:
        return not self.text[at:].strip() or _END.match(self.text, at) is not None or self._closes(at)

    def _closes(self, at: int) -> bool:
        match = _SPACE.match(self.text, at)
        return match is not None and self.text.startswith(")", match.end())

    def _comparison(self, field: Field, op: Op, at: int, start: int) -> Condition:
        self.at = at
        if op in ALONE:
            return Compare(field.name, op)
        if why := _unfit(field, op):
            raise self._problem(why, start, at)
        self._skip()
        begin = self.at
        quoted = self._quotation()
        value = quoted[0] if quoted else self._raw()
        if not value and not quoted:
            said = self.text[start:at].strip()
            raise self._problem(f"a value is missing after “{said}”", at, len(self.text))
        try:
            read = read_value(field, op, value, self.rows, self.formats, quoted=quoted is not None)
        except ValueProblem as problem:
            raise self._problem(str(problem), begin, self.at) from None
        return Compare(field.name, op, read)

    def _quotation(self) -> tuple[str] | None:
        match = _QUOTED.match(self.text, self.at)
        if match is None:
            return None
        self.at = match.end()
        inside = match[2] if match[1] is None else re.sub(r"\\(.)", r"\1", match[1])
        return (inside,)

    def _raw(self) -> str:
        """Everything up to the next “and”, “or” or closing bracket."""
        match = _END.search(self.text, self.at) if not self._ends_at_once() else None
        end = match.start() if match else (self.at if self._ends_at_once() else len(self.text))
        raw = self.text[self.at : end]
        self.at = end
        return raw.strip()

    def _ends_at_once(self) -> bool:
        return _JOIN.match(" " + self.text[self.at :]) is not None

    def _words(self) -> Condition:
        """A text that is looked for; what compares something that is no field is a mistake."""
        start = self.at
        raw = self._raw()
        if sign := _SIGNS.search(raw):
            said = self._no_field(raw[: sign.start()].strip(), sign[0])
            raise self._problem(said, start, start + sign.start())
        if not raw:
            raise self._problem("a condition is missing here, such as start < today", start, len(self.text))
        return Contains(raw)

    def _no_field(self, name: str, sign: str) -> str:
        if not name:
            return f"a field is missing before “{sign}”"
        near = difflib.get_close_matches(name.casefold(), self.rows.typed, n=1, cutoff=0.6)
        if near:
            return f"“{name}” is no field; did you mean “{self.rows.typed[near[0]].label}”?"
        return f"“{name}” is no field; put a text that you look for in quotes"


def _unfit(field: Field, op: Op) -> str:
    """Why a field can't be compared so; empty where it can."""
    if op in ORDERED and field.kind is Kind.FLAG:
        return f"“{field.label}” is yes or no; write just {field.label}, or not {field.label}"
    if op in ORDERED and not field.is_counted:
        return f"“{field.label}” has no order; write {field.label} = … or {field.label} has …"
    if op is Op.HAS and field.is_counted:
        return f"“{field.label}” is no text; compare it by =, < or >"
    return ""
