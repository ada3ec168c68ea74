from allegiance.views.answers.records import counted, digest, leg, legs, number
from tests.views import fixtures


def test_a_leg_names_each_statement_once_and_takes_any_sign() -> None:
    one, other = fixtures.statements()[:2]
    made = leg("Says so", -3, [one, other, one])
    assert (made.sign, made.statements) == (-1, (one.id, other.id))


def test_a_leg_without_statements_is_none() -> None:
    one = fixtures.statement()
    made = legs((("For", 1, [one]), ("Against", -1, [])))
    assert [each.name for each in made] == ["For"]


def test_numbers_carry_words() -> None:
    assert (counted(1, "tie"), counted(1200, "tie")) == ("1 tie", "1,200 ties")
    assert (number(7.0), number(2.5)) == ("7", "2.50")


def test_a_name_tells_its_parts_apart() -> None:
    assert digest("a", "bc") == digest("a", "bc") != digest("ab", "c")
