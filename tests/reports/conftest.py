"""A pack written to memory and read back as its reader would."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from reportlab.platypus import Flowable

from tpm_desktop.formats import Formats
from tpm_desktop.reports.pages import Imprint, build
from tpm_desktop.reports.theme import Paper

Write = Callable[..., PdfReader]


@pytest.fixture
def imprint() -> Imprint:
    return Imprint(
        program="Branch network renewal",
        kind="Steering pack",
        occasion="Steering committee · 24 June 2026",
        status_date="12 June 2026",
        version="41",
        classification="Internal",
        source="Branch network renewal.tpm",
        record="8f3c21ab",
    )


@pytest.fixture
def paper_formats() -> Formats:
    return Formats("en_GB", year=2026, today=lambda: date(2026, 6, 12))


@pytest.fixture
def write(imprint: Imprint) -> Write:
    """Writes a story as PDF and reads it again."""

    def written(story: Sequence[Flowable], paper: Paper | None = None) -> PdfReader:
        made = BytesIO()
        pages = build(made, imprint, story, paper)
        reader = PdfReader(made)
        assert len(reader.pages) == pages
        return reader

    return written
