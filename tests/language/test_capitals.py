"""Text in capitals as the parser reads it."""

import pytest

from allegiance.language import pipeline
from allegiance.language.capitals import lowered


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("MORDOR ATTACKED GONDOR IN 2012.", "Mordor attacked Gondor in 2012."),
        ("SYRIA DENIED THAT IRAN'S KINGS HELPED.", "Syria denied that Iran's kings helped."),
        ("RUSSIA ARMED THE FSB AND THE SDF.", "Russia armed the FSB and the SDF."),
        ("MORDOR FELL. The TV and the BBC said so.", "MORDOR FELL. The TV and the BBC said so."),
        ("Dale slept.\nMORDOR ARMED ROHAN", "Dale slept.\nMordor armed Rohan"),
        ("UN, EU, WHO", "UN, EU, WHO"),
        ("", ""),
    ],
)
def test_what_is_all_in_capitals_is_written_as_prose(text: str, read: str) -> None:
    assert lowered(text, pipeline()) == read


@pytest.mark.parametrize("text", ["DİE STRAßE VON İSTANBUL SAH ǅ", "ΜΌΡΝΤΟΡ ATTACKED THE CITY"])
def test_every_letter_keeps_its_place(text: str) -> None:
    assert len(lowered(text, pipeline())) == len(text)
