"""From the text of a policy to typed rules; what can't be read is told with its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .blocks import LONGEST_TEXT, MOST_BLOCKS, Block, PolicyError, blocks
from .reading_rules import read_rule
from .roles import Level, Spending
from .rules import Figure, Policy, Problem, Rule
from .settings import SETTINGS
from .values import nearest, read_limit, read_role, read_value

_PACK = ("name", "version", "currency", "extends", "note")
_LEVEL = ("role", *Spending, "transfer_within", "waives", "waives_not")


def read_policy(text: str, digits: int = 2) -> Policy:
    """A policy's text. Args: digits: of the currency's minor unit. Problems are in it, nothing is raised."""
    return read_parts([text], digits)


def read_parts(texts: Iterable[str], digits: int = 2) -> Policy:
    """A policy kept in parts; lines count through all of them with an empty line between two.

    A part that can't be read leaves the others standing, as after a merge of two copies.
    """
    made, line, size = _Reader(digits), 0, 0
    for text in texts:
        size += len(text)
        if size > LONGEST_TEXT:
            made.problem(line + 1, f"the policy is longer than {LONGEST_TEXT:,} characters; leave some out")
            break
        made.read(text, line)
        line += text.count("\n") + 2
    return made.policy()


def checked(text: str, digits: int = 2) -> Policy:
    """A policy whose text holds no problem. Raises: `PolicyError` with the first one."""
    policy = read_policy(text, digits)
    if policy.problems:
        first = min(policy.problems, key=lambda problem: problem.line)
        raise PolicyError(first.line, first.text)
    return policy


def header(text: str) -> Mapping[str, Any]:
    """What a text says of itself in [pack]. Raises: `PolicyError`."""
    return next((block.data for block in blocks(text) if block.name == "pack"), {})


@dataclass
class _Reader:
    digits: int
    pack: dict[str, str] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    levels: dict[str, Level] = field(default_factory=dict)
    settings: dict[str, Figure] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, line: int, text: str) -> None:
        self.problems.append(Problem(line, text))

    def policy(self) -> Policy:
        about = self.pack
        return Policy(
            about.get("name", ""),
            about.get("version", ""),
            about.get("currency", ""),
            tuple(self.rules.values()),
            tuple(self.levels.values()),
            self.settings,
            tuple(sorted(self.problems, key=lambda problem: problem.line)),
        )

    def read(self, text: str, offset: int) -> None:
        try:
            found = blocks(text)
        except PolicyError as error:
            self.problem(offset + error.line, error.what)
            return
        for block in found:
            kind = {"pack": self._pack, "rule": self._rule, "level": self._level, "setting": self._settings}
            read = kind.get(block.name)
            if read is None:
                known = ("pack", "rule", "level", "setting")
                self.problem(
                    offset + block.line, f"no table is called [{block.name}]{nearest(block.name, known)}"
                )
            elif len(self.rules) + len(self.levels) >= MOST_BLOCKS:
                self.problem(offset + block.line, f"more than {MOST_BLOCKS} rules; leave some out")
                return
            else:
                self._tried(block, offset, read)

    def _tried(self, block: Block, offset: int, read: Any) -> None:
        try:
            read(block, offset)
        except PolicyError as error:
            self.problem(offset + error.line, error.what)

    def _pack(self, block: Block, offset: int) -> None:
        for key, value in block.data.items():
            if key not in _PACK:
                raise PolicyError(block.line_of(key), f"no key is called “{key}” here{nearest(key, _PACK)}")
            if not isinstance(value, str | int) or isinstance(value, bool):
                raise PolicyError(block.line_of(key), f"“{key}” is a text")
            self.pack[key] = str(value)

    def _rule(self, block: Block, offset: int) -> None:
        rule = read_rule(block, self.digits, offset)
        self._refuse_second(self.rules.get(rule.id), rule.id, block)
        self.rules[rule.id] = rule

    def _level(self, block: Block, offset: int) -> None:
        level = _read_level(block, self.digits, offset)
        self._refuse_second(self.levels.get(level.role), f"the level of the {level.role}", block)
        self.levels[level.role] = level

    def _refuse_second(self, known: Rule | Level | None, called: str, block: Block) -> None:
        if known is not None:
            raise PolicyError(
                block.line, f"{called} stands here again; it stands on line {known.line} already"
            )

    def _settings(self, block: Block, offset: int) -> None:
        for key, value in block.data.items():
            setting = SETTINGS.get(key)
            line = block.line_of(key)
            if setting is None:
                raise PolicyError(line, f"no setting is called “{key}”{nearest(key, tuple(SETTINGS))}")
            if setting.choices is not None:
                if value not in setting.choices:
                    offered = ", ".join(setting.choices)
                    raise PolicyError(line, f"“{key}” is one of {offered}")
                self.settings[key] = value
            elif setting.measure is not None:
                try:
                    self.settings[key] = read_value(setting.measure, value, self.digits)
                except ValueError as error:
                    raise PolicyError(line, f"{key}: {error}") from None


def _read_level(block: Block, digits: int, offset: int) -> Level:
    for key in block.data:
        if key not in _LEVEL:
            raise PolicyError(block.line_of(key), f"no key is called “{key}” here{nearest(key, _LEVEL)}")
    key = "role"
    try:
        role = read_role(str(block.data.get("role", "")))
        limits = {}
        for kind in Spending:
            key = kind
            if kind in block.data:
                limits[kind] = read_limit(block.data[kind], digits)
        key = "transfer_within"
        within = block.data.get(key, "")
        if within not in ("", "project", "program"):
            raise ValueError("transfers reach within a project or the program")
        key = "waives"
        waives = _prefixes(block.data.get(key, []))
        key = "waives_not"
        waives_not = _prefixes(block.data.get(key, []))
    except ValueError as error:
        raise PolicyError(block.line_of(key), f"{key}: {error}") from None
    return Level(role, limits, within, waives, waives_not, block.line + offset)


def _prefixes(said: object) -> tuple[str, ...]:
    listed = [said] if isinstance(said, str) else said
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        raise ValueError('write beginnings of rule ids, such as ["CAP", "BUD"]')
    return tuple(listed)
