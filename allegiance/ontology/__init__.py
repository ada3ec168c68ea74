"""What can be said: relations, actors and places, kept in data files."""
