"""A sentence becomes a statement."""
