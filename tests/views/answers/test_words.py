from allegiance.views.answers.words import matrix
from tests.views import fixtures


def test_the_most_dividing_tie_comes_first_with_the_word_of_each_outlet() -> None:
    found = matrix(fixtures.statements())
    first = found.rows[0]
    assert first.division == max(row.division for row in found.rows) > 0
    assert first.finding.title == "Gondor arms Grey Company in Syria"
    assert first.finding.reading == (
        "Gondor arms Grey Company in Syria: The Shire Post asserts it; The Minas Tirith Gazette hedges; "
        "Pelargir Watch is silent."
    )
    for row in found.rows:
        for say in row.says:
            if say.leg >= 0:
                assert row.finding.legs[say.leg].name.startswith(found.outlets[say.outlet].name)


def test_agreement_is_told_in_words() -> None:
    found = matrix(fixtures.statements())
    assert found.shared > 0
    assert found.agreement is not None
    assert "Krippendorff’s alpha is" in found.agreement


def test_one_outlet_alone_cannot_be_compared() -> None:
    assert "of one outlet, The Shire Post" in str(matrix([fixtures.statement()]).silence)
    assert "none of 0 statements" in str(matrix([]).silence)
