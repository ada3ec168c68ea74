"""Changes of side: who was friendly to whom and turned hostile, or the other way, when, and who says so."""

from allegiance.network.shifts.find import shifts
from allegiance.network.shifts.records import Course, Move, Segment, Shift, Shifts, Undated

__all__ = ["Course", "Move", "Segment", "Shift", "Shifts", "Undated", "shifts"]
