"""Statements are kept."""

from allegiance.store.store import Decision, Store

__all__ = ["Decision", "Store"]
