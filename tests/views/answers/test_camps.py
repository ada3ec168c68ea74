from allegiance.network.ties import read_at
from allegiance.views.answers.camps import Camps, camps
from tests.views import fixtures
from tests.views.fixtures import said


def of(*told: tuple[str, fixtures.Said]) -> Camps:
    statements = [fixtures.statement(text, one) for text, one in told]
    return camps(statements, read_at(statements))


def test_the_camps_of_the_invented_world() -> None:
    statements = fixtures.statements()
    found = camps(statements, read_at(statements))
    assert (found.lower, found.upper, found.proved) == (4, 4, True)
    assert len(found.broken) == 4
    assert found.sides["gondor"] != found.sides["mordor"]
    assert {who.id for who in found.camps[0]} == {
        end for end, camp in found.sides.items() if camp == 1
    }
    known = {one.id for one in statements}
    for broken in found.broken:
        assert "according to" in broken.reading
        assert broken.legs
        assert {one for leg in broken.legs for one in leg.statements} <= known


def test_a_friend_of_two_foes_breaks_one_tie() -> None:
    found = of(
        ("Gondor armed Rohan.", said("Gondor", "arm", "Rohan", "armed")),
        ("Rohan armed Dale.", said("Rohan", "arm", "Dale", "armed")),
        ("Dale fought Gondor.", said("Dale", "fight", "Gondor", "fought")),
    )
    assert found.upper == 1
    assert found.reading.startswith("1 tie of 3 ties between 3 actors breaks the two camps")


def test_two_camps_that_nothing_breaks() -> None:
    found = of(("Gondor fought Rohan.", said("Gondor", "fight", "Rohan", "fought")))
    assert (found.upper, found.broken) == (0, ())
    assert "no tie breaks them" in found.reading


def test_a_part_stands_where_its_whole_does() -> None:
    statements = [
        fixtures.statement("Gondor fought Rohan.", said("Gondor", "fight", "Rohan", "fought"))
    ]
    [one] = statements
    end = one.source.__class__(
        id="FR/armed-forces", name="French armed forces", kind="armed force", country="FR",
        mention="Gondor", begin=0, end=6,
    )  # fmt: skip
    changed = [
        one.__class__(**{**{f: getattr(one, f) for f in one.__struct_fields__}, "source": end})
    ]
    found = camps(changed, read_at(changed))
    assert found.wholes["FR/armed-forces"].id == "FR"
    assert found.sides["FR/armed-forces"] == found.sides["FR"]


def test_windows_cover_the_years_told() -> None:
    statements = fixtures.statements()
    years = camps(statements, read_at(statements)).years
    assert (years[0].first, len(years) <= 24) == (2007, True)
    assert all(
        one.upper is None or one.lower <= one.upper for one in years if one.lower is not None
    )


def test_nothing_signed_is_told() -> None:
    found = of(("Gondor met Rohan.", said("Gondor", "negotiate", "Rohan", "met")))
    assert found.silence
    assert camps([], []).silence
