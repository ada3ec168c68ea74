"""Where a statement plays out, in an invented world."""

import pytest

from allegiance.statements.whereabouts import as_place
from tests.statements.reading import statements


@pytest.mark.parametrize(
    ("text", "place"),
    [
        # a name that nobody knows, after "in" or "at"
        ("Gondor attacked Mordor in Mossgate.", "Mossgate"),
        ("Gondor attacked Mordor in faith in Mossgate.", None),
        # inside a thing that is no place
        ("Gondor attacked Mordor at a new academy in Osgiliath.", "Osgiliath"),
        ("Gondor attacked Mordor at the Osgiliath academy.", "Osgiliath"),
        # driven out of it
        ("Gondor drove Mordor out of Osgiliath.", "Osgiliath"),
        # where, there
        ("The riders fled to Osgiliath, where Gondor attacked Mordor.", "Osgiliath"),
        ("The riders came to Osgiliath. Gondor attacked Mordor there.", "Osgiliath"),
        # gone to in order to do it
        ("Gondor went to Osgiliath to attack Mordor.", "Osgiliath"),
        ("Gondor entered Osgiliath and attacked Mordor.", "Osgiliath"),
        # another sentence's place is its own
        ("The riders of Rohan entered Osgiliath. Gondor attacked Mordor.", None),
        # "from" says least
        ("Gondor armed the Rangers from Ithilien at Osgiliath.", "Osgiliath"),
        # not where somebody aims
        ("Gondor attacked Mordor and fired at Mossgate.", None),
    ],
)
def test_where(text: str, place: str | None) -> None:
    found = next(s for s in statements(text) if s.relation in ("fight", "arm")).place
    assert (found and found.name) == place


def test_no_place_is_none() -> None:
    assert as_place(None) is None


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("When the chaos began to spread in Mali, Gondor armed Rohan.", "Mali"),
        ("When the chaos began to spread in Mali, it was said that Gondor armed Rohan.", "Mali"),
        ("When the chaos began to spread in Mali, Gondor armed Rohan in Chad.", "Chad"),
        ("When it fled from Mali, Gondor armed Rohan.", None),
        ("Although the chaos spread in Mali, Gondor armed Rohan.", None),
        ("When war came to Chad and chaos spread in Mali, Gondor armed Rohan.", None),
    ],
)
def test_what_goes_on_meanwhile_tells_the_place_where_nothing_else_does(
    sentence: str, wanted: str | None
) -> None:
    [said] = [said for said in statements(sentence) if said.relation == "arm"]
    assert (said.place and said.place.name) == wanted
