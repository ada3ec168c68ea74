"""Statements are kept."""
