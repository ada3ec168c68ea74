"""Who is never merged, and why."""

from allegiance.ontology.apart import apart


def test_the_file_says_why() -> None:
    assert apart("CG", "CD") == apart("CD", "CG") == "never.yaml says: two states are called Congo"


def test_others_are_not_kept_apart() -> None:
    assert apart("FR", "DE") is None
    assert apart("text:riders", "FR") is None
