"""Events coded in CAMEO have the columns of ICEWS, and then ours."""

import csv
from io import StringIO

from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance.exports import cameo, events
from allegiance.exports.format import Written
from allegiance.ontology.relations import relation
from allegiance.statements.statement import Statement
from tests.exports.conftest import ITHILIEN, STATEMENTS, end, odd, say, text

(CAMEO,) = cameo.FORMATS


def rows(*statements: Statement) -> tuple[list[dict[str, str]], Written]:
    written, result = text(CAMEO, *statements)
    lines = csv.DictReader(
        StringIO(written, newline=""), dialect="excel-tab", quoting=csv.QUOTE_NONE
    )
    return list(lines), result


def test_there_are_twenty_columns_and_ours() -> None:
    assert len(set(cameo.COLUMNS)) == 20
    assert text(CAMEO)[0].rstrip("\n").split("\t") == [*cameo.COLUMNS, *events.OWN]


def test_an_event_has_the_code_of_its_relation() -> None:
    france = end("France", country="FR")
    (row,), _ = rows(say(france, "arm", "Rohan", place=ITHILIEN, date="2018-05-01", outlet="A"))
    assert (row["Event ID"], row["Event Date"], row["CAMEO Code"]) == ("1", "2018-05-01", "072")
    assert (row["Source Name"], row["Source Country"]) == ("France", "France")
    assert (row["City"], row["Latitude"], row["Publisher"]) == ("Ithilien", "1.5", "A")
    assert (row["Story ID"], row["Intensity"]) == ("letter", "")


def test_a_state_of_affairs_is_no_event() -> None:
    _, result = rows(say("A", "member", "B"), say("A", "fight", "B"))
    assert result == Written(written=1, left_out=1, why=events.WHY)


@settings(max_examples=25, deadline=None)
@given(st.lists(STATEMENTS, max_size=4))
def test_every_event_is_numbered(statements: list[Statement]) -> None:
    found, result = rows(*statements, *odd())
    assert [row["Event ID"] for row in found] == [str(n + 1) for n in range(result.written)]
    coded = [said for said in (*statements, *odd()) if events.happened(said)]
    assert result.written == sum(relation(said.relation).cameo is not None for said in coded)
