"""Which files can be imported, known by their content, and exported, known by the target's ending."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from . import sniff
from .errors import ExportProblem, ImportProblem


@dataclass(frozen=True, slots=True)
class Importer:
    """form: what people call such a file; claims: whether content is one; place: its reader's module."""

    form: str
    claims: Callable[[bytes], bool]
    place: str

    def reader(self) -> Callable[..., Any]:
        """Its `read(content, report, projects_from_summaries, steps) -> Rows`, loaded when it is needed."""
        reader: Callable[..., Any] = import_module(self.place).read
        return reader


@dataclass(frozen=True, slots=True)
class Exporter:
    """form: what people call such a file; ending: of its name; place: its writer's module."""

    form: str
    ending: str
    place: str

    def writer(self) -> Callable[..., Any]:
        """Its `write(program, plan) -> bytes`, loaded when it is needed."""
        writer: Callable[..., Any] = import_module(self.place).write
        return writer


IMPORTERS: tuple[Importer, ...] = (
    Importer("MS Project XML", sniff.is_xml, "tpm_desktop.exchange.mspdi.read"),
    Importer("scheduling problem of PSPLIB", sniff.is_psplib, "tpm_desktop.exchange.psplib"),
)
EXPORTERS: tuple[Exporter, ...] = (
    Exporter("MS Project XML", ".xml", "tpm_desktop.exchange.mspdi.write"),
    Exporter("meetings and gates for a calendar", ".ics", "tpm_desktop.exchange.calendar_file"),
)


def importer_of(content: bytes, name: str) -> Importer:
    """Who reads that content. Raises: `ImportProblem` that says what the file seems to be and what to do."""
    for importer in IMPORTERS:
        if importer.claims(content):
            return importer
    raise ImportProblem(f"{name} {sniff.what_else(content)}")


def exporter_of(target: Path) -> Exporter:
    """Who writes such a file. Raises: `ExportProblem` that says which endings there are."""
    for exporter in EXPORTERS:
        if target.suffix.lower() == exporter.ending:
            return exporter
    endings = ", ".join(f"{exporter.ending} ({exporter.form})" for exporter in EXPORTERS)
    raise ExportProblem(f"{target.name} has an ending that can't be exported; these can: {endings}")
