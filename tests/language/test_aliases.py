"""Second names that a text gives to somebody."""

import pytest
from spacy.lang.en import English

from allegiance.documents.document import Document, identify
from allegiance.language import annotate
from allegiance.language.aliases import again, aliases
from allegiance.language.reading import reading

NLP = English()


def linked(text: str) -> dict[str, str]:
    """The actors of a text, by the wording of their mentions."""
    document = Document(id=identify(text), text=text, date="2018")
    found = reading(annotate(document, coder="frames")).mentions.values()
    return {text[each.begin : each.end]: each.actor.id for each in found if each.actor}


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("Red Eye, also known as the Lidless Watch, fled", "Lidless Watch"),
        ("Red Eye (also known as Lidless Watch) fled", "Lidless Watch"),
        ("Red Eye, known as the Watch of Mordor, fled", "Watch of Mordor"),
        ("Red Eye better known as the 'Watch' fled", "Watch"),
        ("Red Eye, formerly known as the Watch's men", "Watch"),
        ("Red Eye (aka Lidless Watch in Arda) fled", "Lidless Watch"),
        ("Red Eye, a.k.a. Lidless Watch, fled", "Lidless Watch"),
        ("Red Eye alias Watch fled", "Watch"),
        ("Red Eye known as the Watch fled", None),
        ("Red Eye fled, it is known as a coward", None),
        ("Red Eye, also known as cowards, fled", None),
    ],
)
def test_second_names_stand_right_after_the_first(text: str, second: str | None) -> None:
    doc = NLP(text)
    found = [alias.second.text for alias in aliases(doc, [doc[:2]])]
    assert found == ([second] if second else [])


def test_no_part_of_a_name_is_a_second_name() -> None:
    doc = NLP("Red Eye, also known as Watch of Arda in Mordor, fled")
    whole = doc.char_span(23, 46)
    assert whole is not None
    assert whole.text == "Watch of Arda in Mordor"
    assert [each.second.text for each in aliases(doc, [doc[:2], whole])] == [whole.text]
    assert list(aliases(doc, [doc[:2], doc[8:11]])) == []


def test_it_is_found_wherever_it_stands() -> None:
    doc = NLP("Red Eye, also known as the Watch, fled. The Watch and the Watchers hid.")
    [alias] = aliases(doc, [doc[:2]])
    assert [span.start for span in again(doc, alias)] == [7, 12]


def test_from_there_on_both_names_are_one_actor() -> None:
    text = "The Zorvan Brigade, also known as the Black Hats, came. The Black Hats fled."
    assert set(linked(text).values()) == {"text:zorvan-brigade"}
    text = "Boko Haram, also known as the Black Hats, came. The Black Hats attacked Chad."
    assert linked(text)["Black Hats"] == "boko-haram"
    text = "The Zorvan Brigade, better known as Boko Haram, came. The Zorvan Brigade fled."
    assert linked(text)["Zorvan Brigade"] == "boko-haram"


def test_two_whom_we_know_stay_two() -> None:
    found = linked("The Nusra Front, now known as Hayat Tahrir al-Sham, attacked Syria.")
    assert found["Nusra Front"] == "nusra-front"
    assert found["Hayat Tahrir al-Sham"] == "hts"


def test_an_acronym_that_the_text_gives_to_somebody_is_his() -> None:
    found = linked("The Friends of Arda Rohan Company (FARC) attacked Bree. FARC fled.")
    assert found["FARC"] == "text:friends-of-arda-rohan-company"
    found = linked("The Libyan Islamic Fighting Group (LIFG) attacked Libya. The LIFG fled.")
    assert found["LIFG"] == found["Libyan Islamic Fighting Group (LIFG)"] == "lifg"
