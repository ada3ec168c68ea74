"""The weights of Allegiance's base model; `allegiance read --coder base` finds them here."""
