"""Packs as TOML: how ours are declared, and how people write, mail and keep their own."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import fields

from tpm_desktop.model.catalogue import CATALOGUE as TABLES

from .named_parts import PARTS, Scope
from .pack import Depth, Group, Pack, PackSection
from .toml_text import Block, TextProblem, blocks, quoted

MOST_SECTIONS = 200
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_OF_PACK = ("key", "title", "question", "group", "orientation", "paper", "numbered", "occasion", "projects")
_OF_ALL = ("part", "title", "depth", "projects", "page", "room", "orientation")
_WAYS = ("", "portrait", "landscape")
_PAPERS = ("", "A4", "Letter")


def read_pack(text: str, *, own: bool = True) -> Pack:
    """The pack that a text says. Raises: `TextProblem`, one line that names the place and what to do."""
    return read_with_places(text, own=own)[0]


def read_with_places(text: str, *, own: bool = True) -> tuple[Pack, Block, list[Block]]:
    """The pack, its own table, and that of each of its sections. Raises: `TextProblem`."""
    found = blocks(text, ("pack", "section"))
    heads = [block for block in found if block.name == "pack"]
    sections = [block for block in found if block.name == "section"]
    if len(heads) != 1:
        raise TextProblem(heads[1].line if heads else 1, "a pack begins with one [pack]")
    head = heads[0]
    head.refuse_unknown(_OF_PACK)
    if not sections:
        raise TextProblem(head.line, "a pack has at least one [[section]] that names its part")
    if len(sections) > MOST_SECTIONS:
        raise TextProblem(sections[MOST_SECTIONS].line, f"more than {MOST_SECTIONS} sections; leave some out")
    pack = Pack(
        key=_key(head),
        label=head.text("title", 80) or _missing(head, "title", "Board report"),
        question=head.text("question", 200),
        sections=tuple(_section(block) for block in sections),
        group=Group(head.choice("group", tuple(Group), Group.OWN)),
        orientation=head.choice("orientation", _WAYS[1:], "portrait"),
        size=head.choice("paper", _PAPERS, ""),
        numbered=head.flag("numbered"),
        occasion=head.choice("occasion", ("", "meeting"), ""),
        projects=head.texts("projects"),
        own=own,
    )
    if pack.projects and not pack.heeds_projects:
        raise head.wrong("projects", "none of its parts can be told of some projects alone; leave it out")
    if pack.sections[0].orientation not in ("", pack.orientation):
        said = "the first section lies as its pack does; set “orientation” in [pack]"
        raise sections[0].wrong("orientation", said)
    return pack, head, sections


def _key(head: Block) -> str:
    key = head.text("key") or _missing(head, "key", "board-report")
    if not _KEY.fullmatch(key):
        said = f"“{key}” is no key; use up to 40 small letters, digits and hyphens, such as board-report"
        raise head.wrong("key", said)
    return key


def _missing(head: Block, key: str, example: str) -> str:
    raise head.wrong(key, f"[pack] lacks its {key}; add {key} = {quoted(example)}")


def _section(block: Block) -> PackSection:
    name = block.text("part")
    if not name:
        raise TextProblem(block.line, 'the section names no part; add part = "status" or another one')
    if name not in PARTS:
        near = difflib.get_close_matches(name, PARTS, 1, 0.5)
        hint = f"did you mean “{near[0]}”?" if near else f"there are {', '.join(PARTS)}"
        raise block.wrong("part", f"there is no part “{name}”; {hint}")
    part = PARTS[name]
    block.refuse_unknown((*_OF_ALL, *part.takes))
    if block.text("depth") and not part.depths:
        raise block.wrong("depth", f"“{name}” is told in one way only; leave “depth” out")
    section = PackSection(
        part=name,
        title=block.text("title"),
        depth=block.choice("depth", ("", *Depth), ""),
        projects=block.texts("projects"),
        table=block.text("table"),
        columns=block.texts("columns"),
        where=block.text("where", 2000),
        sort=block.text("sort"),
        limit=block.whole("limit", 100_000),
        text=block.text("text", 20_000),
        notes=block.texts("notes", longest=1000),
        people=block.texts("people"),
        page=block.flag("page"),
        room=block.whole("room", 250),
        orientation=block.choice("orientation", _WAYS, ""),
    )
    _refuse_unfit(block, section)
    return section


def _refuse_unfit(block: Block, section: PackSection) -> None:
    if section.part == "chapter" and not section.title:
        raise TextProblem(block.line, 'a chapter has a title; add title = "Money"')
    if section.part in ("text", "callout") and not section.text:
        raise TextProblem(block.line, f'a {section.part} says something; add text = "…"')
    if section.part == "register":
        _refuse_table(block, section)
    if section.projects and section.scope is not Scope.PROJECTS:
        said = f"{section.called} can't be told of some projects alone; leave “projects” out"
        raise block.wrong("projects", said)


def _refuse_table(block: Block, section: PackSection) -> None:
    known = {about.name: about for about in TABLES}
    if section.table not in known:
        near = difflib.get_close_matches(section.table, known, 1, 0.5)
        hint = f"did you mean “{near[0]}”?" if near else "name one as “tpm-desktop list” does, such as risk"
        raise block.wrong("table", f"there is no table “{section.table}”; {hint}")


def pack_text(pack: Pack) -> str:
    """A pack as text; reading it gives the pack again."""
    head = [f"key = {quoted(pack.key)}", f"title = {quoted(pack.label)}"]
    head += [f"question = {quoted(pack.question)}"] if pack.question else []
    head += [f"group = {quoted(pack.group)}"] if pack.group is not Group.OWN else []
    head += [f"orientation = {quoted(pack.orientation)}"] if pack.wide else []
    head += [f"paper = {quoted(pack.size)}"] if pack.size else []
    head += ["numbered = true"] if pack.numbered else []
    head += [f"projects = {_value(pack.projects)}"] if pack.projects else []
    head += [f"occasion = {quoted(pack.occasion)}"] if pack.occasion else []
    parts = ["\n".join(["[pack]", *head])]
    parts += ["\n".join(["[[section]]", *_said(section)]) for section in pack.sections]
    return "\n\n".join(parts) + "\n"


def _said(section: PackSection) -> list[str]:
    usual = PackSection(section.part)
    found = []
    for name in (one.name for one in fields(PackSection)):
        value = getattr(section, name)
        if name == "part" or value != getattr(usual, name):
            found.append(f"{name} = {_value(value)}")
    return found


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return quoted(value)
    assert isinstance(value, Sequence)
    return f"[{', '.join(quoted(str(one)) for one in value)}]"
