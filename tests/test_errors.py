"""What can go wrong is one tree, and the command line knows how each ends."""

from collections.abc import Iterator

import pytest

from allegiance import errors
from allegiance.errors import AllegianceError, BadOption, UnknownLanguage, UnreadableDocument


def kinds(root: type[AllegianceError] = AllegianceError) -> Iterator[type[AllegianceError]]:
    yield root
    for kind in root.__subclasses__():
        yield from kinds(kind)


@pytest.mark.parametrize("kind", list(kinds()), ids=lambda kind: kind.__name__)
def test_every_error_says_what_it_is_and_how_the_program_ends(kind: type[AllegianceError]) -> None:
    assert kind.__doc__
    assert kind.exit_code in (1, 2)
    assert str(kind("the ring is lost; look in the river")) == "the ring is lost; look in the river"


def test_an_option_that_makes_no_sense_ends_as_a_wrong_command_does() -> None:
    assert BadOption.exit_code == 2


def test_a_language_we_do_not_code_is_a_document_we_cannot_read() -> None:
    assert issubclass(UnknownLanguage, UnreadableDocument)


def test_all_errors_of_the_house_are_of_one_family() -> None:
    told = [each for each in vars(errors).values() if isinstance(each, type)]
    assert all(issubclass(each, AllegianceError) for each in told)
