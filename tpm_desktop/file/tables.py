"""A table's SQL, made of its declaration: what makes it, fills it and reads it. Values are always bound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from tpm_desktop.model.entry import TableEntry
from tpm_desktop.model.fields import Column
from tpm_desktop.model.stored import is_integer

# These stand in quotes in the schema: a file is ours when its statements are the very ones made here.
_RESERVED = {
    "add", "after", "all", "alter", "analyze", "and", "as", "asc", "attach", "autoincrement", "before",
    "begin", "between", "by", "cascade", "case", "cast", "check", "collate", "column", "commit",
    "conflict", "constraint", "create", "cross", "current_date", "current_time", "current_timestamp",
    "database", "default", "deferrable", "deferred", "delete", "desc", "detach", "distinct", "drop",
    "each", "else", "end", "escape", "except", "exclusive", "exists", "explain", "fail", "false", "for",
    "foreign", "from", "full", "glob", "group", "having", "if", "ignore", "immediate", "in", "index",
    "indexed", "initially", "inner", "insert", "instead", "intersect", "into", "is", "isnull", "join",
    "key", "left", "like", "limit", "match", "natural", "not", "notnull", "null", "of", "offset", "on",
    "or", "order", "outer", "plan", "pragma", "primary", "query", "raise", "references", "reindex",
    "rename", "replace", "restrict", "right", "rollback", "row", "select", "set", "table", "temp",
    "temporary", "then", "to", "transaction", "trigger", "true", "union", "unique", "update", "using",
    "vacuum", "values", "view", "virtual", "when", "where",
}  # fmt: skip


def create(about: TableEntry) -> str:
    """What makes the table; references are looked at as a transaction ends: rows come in any order."""
    lines = ["id TEXT NOT NULL", *(_column(name, one) for name, one in about.fields.items())]
    lines += ["PRIMARY KEY (id)", *_references(about)]
    listed = ", \n\t".join(lines)
    return f"CREATE TABLE {_named(about.name)} (\n\t{listed}\n)\n STRICT"


def indexes(about: TableEntry) -> Iterator[str]:
    """What makes the indexes by which rows are found that refer to one."""
    for name in sorted(name for name, one in about.fields.items() if one.target or one.table_in):
        yield f"CREATE INDEX ix_{about.name}_{name} ON {_named(about.name)} ({_named(name)})"


def _column(name: str, column: Column) -> str:
    needed = " NOT NULL" if column.required else ""
    return f"{_named(name)} {'INTEGER' if is_integer(column) else 'TEXT'}{needed}"


def _references(about: TableEntry) -> Iterator[str]:
    for name, column in about.fields.items():
        if column.on_delete:
            leads = f"FOREIGN KEY({_named(name)}) REFERENCES {_named(column.target)} (id)"
            yield f"{leads} ON DELETE {column.on_delete.value} DEFERRABLE INITIALLY DEFERRED"


def _named(name: str) -> str:
    return f'"{name}"' if name in _RESERVED else name


@cache
def insert(table: str, names: tuple[str, ...]) -> str:
    """Adds a row. Args: names: of the values that are bound."""
    return f'INSERT INTO "{table}" ({listed(names)}) VALUES ({", ".join("?" * len(names))})'


@cache
def update(table: str, names: tuple[str, ...]) -> str:
    """Sets values of a row. Args: names: of the values that are bound, before the row's id."""
    assigned = ", ".join(f'"{name}" = ?' for name in names)
    return f'UPDATE "{table}" SET {assigned} WHERE id = ?'


def listed(names: Iterable[str]) -> str:
    """Columns as SQL lists them."""
    return ", ".join(f'"{name}"' for name in names)
