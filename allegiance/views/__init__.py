"""A tie becomes a picture."""
