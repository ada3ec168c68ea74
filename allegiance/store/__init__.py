"""Statements are kept."""

from allegiance.store.decision import (
    Accept,
    Alias,
    Correct,
    Decision,
    Merge,
    Never,
    Reject,
    Rename,
    Retype,
    Split,
    Undo,
)
from allegiance.store.store import Adopted, Store

__all__ = [
    "Accept", "Adopted", "Alias", "Correct", "Decision", "Merge", "Never", "Reject", "Rename",
    "Retype", "Split", "Store", "Undo",
]  # fmt: skip
