"""A statement becomes a tie."""
