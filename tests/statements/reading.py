"""What the tests of the coder's steps share: a text read in the invented world."""

from spacy.tokens import Doc, Token

from allegiance.documents.document import Document, identify
from allegiance.language import annotate
from allegiance.language.reading import World
from allegiance.statements.coder import code
from allegiance.statements.statement import Statement
from tests.statements.worlds import examples

DATE = "2013-06-15"


def parse(text: str, world: World | None = None) -> Doc:
    document = Document(id=identify(text), text=text, date=DATE)
    return annotate(document, world=world or examples(), coder="frames")


def token(text: str, word: str) -> Token:
    """The last token of that form in a text."""
    return [each for each in parse(text) if each.text == word][-1]


def statements(text: str) -> list[Statement]:
    return code(parse(text))


def told(text: str) -> set[tuple[str, str, str]]:
    """The statements of a text as source, relation and target, by name."""
    return {(each.source.name, each.relation, each.target.name) for each in statements(text)}
