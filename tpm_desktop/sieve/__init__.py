"""Which rows of a table are asked for, in which order and groups: conditions typed or built, sorted, summed.

Knows no window: the views, the command line and saved sieves all ask here.
"""

from .arranging import Arrangement, arrange
from .commitment_rows import CommitmentRows
from .conditions import Condition, matches
from .fields import Field, Subject
from .grouping import Group
from .plan_rows import PlanRows
from .reading import parse
from .sorting import SortKey
from .spec import Sieve
from .table_rows import TableRows
from .words import words

__all__ = [
    "Arrangement",
    "CommitmentRows",
    "Condition",
    "Field",
    "Group",
    "PlanRows",
    "Sieve",
    "SortKey",
    "Subject",
    "TableRows",
    "arrange",
    "matches",
    "parse",
    "words",
]
