"""Packs: own ones, the theme of paper, and those that were issued."""

from __future__ import annotations

from tpm_desktop.model.entry import Area, TableEntry, Travels, part
from tpm_desktop.model.packs import IssuedPack, OwnPack, PackTheme

PACKS: tuple[TableEntry, ...] = (
    TableEntry(
        IssuedPack,
        "Issued pack",
        "Issued packs",
        Area.GOVERNANCE,
        "pdf",
        ("code", "title", "issued", "issued_by", "period_id", "pages", "record", "fingerprint"),
        belongs_here="What was handed out, to check a paper in hand against; File > Reports issues packs",
        travels=Travels.WHEN_NEEDED,
    ),
    part(
        OwnPack, "Own pack", "Own packs", Area.GOVERNANCE, "report", "title", "key",
        only_one=("key",), travels=Travels.ALWAYS,
    ),
    part(PackTheme, "Theme of packs", "Themes of packs", Area.GOVERNANCE, "contrast", "title",
         travels=Travels.ALWAYS),
)  # fmt: skip
