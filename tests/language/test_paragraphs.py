"""Where a sentence ends because the page says so."""

import pytest
from spacy.tokens import Doc

from allegiance.documents.document import Document, identify
from allegiance.language import annotate
from allegiance.language.reading import Mention, World, reading
from tests.statements.worlds import middle_earth


def read(text: str, world: World | None = None) -> Doc:
    return annotate(
        Document(id=identify(text), text=text, date="2013-06-15"), world=world, coder="frames"
    )


def mentions(text: str, world: World | None = None) -> dict[str, Mention]:
    """The mentions of a text by their wording."""
    found = reading(read(text, world)).mentions.values()
    return {text[each.begin : each.end]: each for each in found}


def actor(text: str, wording: str) -> str | None:
    """Which actor a wording stands for in a text, by id."""
    mention = mentions(text)[wording]
    return mention.actor.id if mention.actor else None


@pytest.mark.parametrize(
    "text",
    [
        "Gondor at war\n\nMordor attacked Rohan.",
        "Gondor wins.\nMordor attacked Rohan.",
        "In short:\n- Gondor wins.\n- Mordor attacked Rohan.",
    ],
)
def test_headings_and_list_items_end_a_sentence(text: str) -> None:
    sentences = [sentence.text.strip() for sentence in read(text, middle_earth()).sents]
    assert any("Mordor" in each and "Gondor" not in each for each in sentences)


@pytest.mark.parametrize(
    "dateline",
    [
        "EDORAS (Reuters) - ",
        "EDORAS, Rohan (AP) — ",
        "MINAS TIRITH, 3 March 2013 - ",
        "EDORAS, Jan. 3 -- ",
    ],
)
def test_a_dateline_is_apart_from_what_it_dates(dateline: str) -> None:
    doc = read(f"Gondor at war\n\n{dateline}Mordor attacked Rohan.", middle_earth())
    assert [sentence.text for sentence in doc.sents][-1] == "Mordor attacked Rohan."


def test_an_acronym_before_a_dash_is_no_dateline() -> None:
    assert len(list(read("NATO - the alliance - bombed Tripoli.").sents)) == 1


def test_a_row_of_capitals_is_read_as_fast_as_any_line() -> None:
    assert len(read("A" * 5000 + "\n\nGondor armed Rohan.", middle_earth())) > 5


def test_a_broken_line_does_not_end_a_sentence() -> None:
    doc = read("Gondor armed the riders and\nattacked Mordor in the spring.", middle_earth())
    assert len(list(doc.sents)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "- Gondor slept\n- Mordor attacked Rohan",
        "Two wars:\n  • Gondor slept\n  • Mordor attacked Rohan",
        "1. Gondor slept\n2. Mordor attacked Rohan",
        "(a) Gondor slept\n(b) Mordor attacked Rohan",
    ],
)
def test_items_without_stops_are_sentences_with_their_numbers(text: str) -> None:
    doc = read(text, middle_earth())
    last = [*doc.sents][-1].text.strip()
    assert last.endswith("Mordor attacked Rohan")
    assert last.removesuffix("Mordor attacked Rohan") in ("", "2. ", "(b) ")


def test_a_dash_that_wraps_to_the_next_line_is_no_item() -> None:
    [sentence] = read("Mordor attacked Gondor\n- which slept - in 2012.", middle_earth()).sents
    assert sentence.text.endswith("2012.")
