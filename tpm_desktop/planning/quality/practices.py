"""GAO's best practices, rated from the checks that measure them, and the averages GAO makes of them.

Source: GAO, Schedule Assessment Guide. Practice 8, risk analysis, is left out as no plan holds a simulation.
"""

from tpm_desktop.planning.columns import WHOLE
from tpm_desktop.planning.quality.check import Check, Figure, Group, Limit

__all__ = ["PRACTICES"]

_ALL = Limit(least=WHOLE)
_MEND = "Mend the checks that fail."


def _practice(number: str, title: str, *made_of: str, mend: str = _MEND) -> Check:
    return Check(number, title, Group.PRACTICES, Figure.SHARE, None, _ALL, mend, made_of=made_of)


def _average(code: str, title: str, *practices: str) -> Check:
    return Check(code, title, Group.PRACTICES, Figure.GRADE, None, None, _MEND, made_of=practices)


PRACTICES: tuple[Check, ...] = (
    _practice("G1", "Capture all activities", "W1", "S7", "G1a", "R2",
              mend="Walk through the scope statement with the owners."),
    _practice("G2", "Sequence all activities", "D1", "D2", "D3", "D4", "D5", "L1", "L2", "L4", "L8", "L9"),
    _practice("G3", "Assign resources to all activities", "R1", "R3", "R4"),
    _practice("G4", "Establish durations", "D8", "S5",
              mend="Ask for the basis of each duration that was kept."),
    _practice("G5", "Trace horizontally and vertically", "G5a", "D12"),
    _practice("G6", "Keep a valid critical path", "D12", "D13", "L15"),
    _practice("G7", "Keep reasonable slack", "D6", "D7"),
    _practice("G9", "Update with progress and logic", "D9a", "D9b", "L4", "P3"),
    _practice("G10", "Keep a baseline", "G10a", "D11", "D14", "B3", "B4"),
    _average("GA", "Comprehensive (G1, G3, G4)", "G1", "G3", "G4"),
    _average("GB", "Well constructed (G2, G6, G7)", "G2", "G6", "G7"),
    _average("GC", "Credible (G5)", "G5"),
    _average("GD", "Controlled (G9, G10)", "G9", "G10"),
)  # fmt: skip
