"""What the components hand to one another."""

from spacy.tokens import Doc

from allegiance.documents.document import Document, identify
from allegiance.language import annotate
from allegiance.language.reading import Mention, World, nouns, reading, shipped, slug


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


def test_families_of_nouns_are_disjoint_where_one_word_must_have_one_meaning() -> None:
    assert not nouns("people") & nouns("place")
    assert not nouns("government") & nouns("people")
    assert not nouns("media") & nouns("group")


def test_the_shipped_world_is_made_once() -> None:
    assert shipped() is shipped()
    assert slug("Jabhat al-Nusra") == "jabhat-al-nusra"
