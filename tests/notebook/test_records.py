"""A sequence of records shows its first rows and says how many more there are."""

import pytest

from allegiance.notebook import Network, Statements, html


def test_records_are_a_sequence(statements: Statements) -> None:
    assert len(statements) == 10
    assert statements[-1] is list(statements)[-1]
    assert statements[0] in statements
    assert isinstance(statements[1:3], Statements)
    assert statements == Statements(list(statements))
    assert hash(statements) == hash(Statements(list(statements)))
    assert statements != list(statements)
    assert Statements() != Network()
    assert repr(statements) == "<Statements of 10>"


def test_only_the_first_rows_are_shown(
    statements: Statements, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html, "SHOWN", 2)
    shown = statements._repr_html_()
    assert shown.count("<tr>") == 1 + 2
    assert "and 8 more" in shown


def test_an_empty_sequence_says_so() -> None:
    assert Statements()._repr_html_() == "<p>nothing</p>"
    assert Statements(note="a & b")._repr_html_() == "<p>a &amp; b</p>"
