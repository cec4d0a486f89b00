"""The base of every table: an identity that all copies of a file agree on."""

from __future__ import annotations

from typing import Any, ClassVar

import uuid_utils
from sqlalchemy import Text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel
from sqlmodel._compat import SQLModelConfig

from .fields import Column


def new_id() -> str:
    """A UUIDv7: unique without asking anybody, and in the order of its making."""
    return str(uuid_utils.uuid7())


class Record(SQLModel):
    """A row of a program file; its columns are declared with `column(...)`."""

    __table_args__: ClassVar[Any] = {"sqlite_strict": True}
    # SQLAlchemy's columns say what a row holds; Pydantic's schema is built only where somebody asks for it.
    model_config = SQLModelConfig(defer_build=True)

    id: str = Field(default_factory=new_id, primary_key=True, sa_type=Text)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Let SQLAlchemy map each class apart: who reads one table waits for no other (all take 0.3 s)."""
        super().__init_subclass__(**kwargs)
        cls._sa_registry = registry(metadata=cls.metadata)

    @classmethod
    def columns(cls) -> dict[str, Column]:
        """The declared columns by name, in the order of declaration; the id isn't one of them."""
        return {c.name: c.info["column"] for c in cls.__table__.columns if "column" in c.info}  # type: ignore[attr-defined]
