"""Every row of the open program that can be gone to, for whoever searches by name and code."""

from __future__ import annotations

from collections.abc import Iterator

from tpm_desktop.model.catalogue import CATALOGUE

from .finding import Found
from .session import Session
from .views import view_of_table


def rows_to_find(session: Session) -> Iterator[Found]:
    """Table and id as kind and key; code and register as what else is searched."""
    for about in CATALOGUE:
        if about.fields[about.title_field].target or view_of_table(about.name) is None:
            continue
        codes, table = session.names.codes(about.name), about.name
        for row_id, name in session.names.all(about.name).items():
            detail = f"{codes[row_id]}  {about.label}" if codes.get(row_id) else about.label
            yield Found(name, detail, table, row_id, about.icon)
