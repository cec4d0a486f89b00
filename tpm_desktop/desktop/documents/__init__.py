"""Documents that hang on rows: a list of them, and the way to open one in a safe copy."""

from .list import DocumentList
from .opening import open_document

__all__ = ["DocumentList", "open_document"]
