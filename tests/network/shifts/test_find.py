"""Changes of side from statements to results, in an invented world."""

from allegiance.network.shifts import Shifts, shifts
from allegiance.network.ties import tie
from allegiance.ontology.actors import Registry
from allegiance.statements.statement import Statement
from tests.network.conftest import Say, during, end, land

NOBODY = Registry([])


def found(*said: Statement) -> Shifts:
    return shifts(said, known=NOBODY)


def test_an_empty_network_says_so() -> None:
    silence = found().silence
    assert silence == "there is no statement, so no change of side; read documents first"


def test_neutral_ties_and_self_ties_say_so(say: Say) -> None:
    silence = found(say("Gondor", "negotiate", "Rohan"), say("Gondor", "fight", "Gondor")).silence
    assert silence == (
        "none of 2 statements is friendly or hostile between two named actors:"
        " 1 are neutral, 1 tie an actor to itself"
    )


def test_undated_statements_invent_no_date(say: Say) -> None:
    result = found(
        say("Gondor", "ally", "Harad", time_status="past"),
        say("Gondor", "fight", "Harad", time_status="past"),
    )
    assert result.pairs == ()
    assert result.silence == (
        "none of 2 friendly and hostile statements tells a date, so nobody knows their order;"
        " give the documents dates with --date"
    )
    [could] = result.undated
    assert could.reading.endswith("so that nobody can say which came first.")


def test_one_side_alone_says_so(say: Say) -> None:
    said = say("Gondor", "fight", "Mordor", time=during("2011", "2011"))
    assert found(said, said).silence == (
        "no change of side shows in 2 dated friendly and hostile statements of 1 pair,"
        " and no sentence says that one happened"
    )


def test_contradictory_dates_are_told_apart(say: Say) -> None:
    result = found(
        say("Gondor", "fight", "Mordor", time=during("2013-01-01", "2011-01-01")),
        say("Gondor", "ally", "Mordor", time=during("2011-05-01", "2011-05-01")),
    )
    assert result.pairs == ()
    assert len(result.notes) == 1


def test_ties_are_read_like_their_statements(say: Say) -> None:
    said = [
        say("Gondor", "ally", "Harad", time=during("2011", "2011")),
        say("Gondor", "fight", "Harad", time=during("2012", "2012")),
    ]
    assert found(*said) == shifts(tie(said), known=NOBODY)
    assert len(found(*said).pairs) == 1


def test_theatres_are_apart_unless_asked(say: Say) -> None:
    said = [
        say("Gondor", "arm", "Harad", place=land("Umbar", "UM"), time=during("2011", "2011")),
        say("Gondor", "fight", "Harad", place=land("Ithilien", "IT"), time=during("2012", "2012")),
    ]
    assert found(*said).pairs == ()
    assert len(shifts(said, by=(), known=NOBODY).pairs) == 1


def test_parts_are_read_as_their_whole_unless_named(say: Say) -> None:
    rangers = end("Gondor army", "armed force", "GO")
    said = [
        say(rangers, "ally", "Harad", time=during("2011", "2011")),
        say("Gondor", "fight", "Harad", time=during("2012", "2012")),
    ]
    assert shifts(said, level="named", known=NOBODY).pairs == ()
