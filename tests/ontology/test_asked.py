"""Names as a user gives them become those of the records."""

from allegiance.ontology.actors import KnownActor, Registry
from allegiance.ontology.asked import named, theatres


def test_names_bring_the_ids_of_who_goes_by_them() -> None:
    assert named(["French"]) == {"FR", "french"}
    assert named(["Nobody at all"]) == {"nobody at all"}
    assert named([]) == set()


def test_actors_of_ones_own_are_found() -> None:
    own = Registry([KnownActor(id="rohan", name="Rohan", kind="state")])
    assert named(["ROHAN"], own) == {"rohan"}


def test_theatres_are_known_by_name_and_code() -> None:
    assert {"Mali", "ML"} <= theatres(["Mali"])
    assert "region:northern-mali" in theatres(["Northern Mali"])
