"""Ties and statements leave."""
