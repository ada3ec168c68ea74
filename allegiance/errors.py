"""What can go wrong, in the user's words.

Every error that a user can cause or meet is an AllegianceError. Its message is one
sentence that names the thing, shows the value and offers the way out; the command line
prints it and stops with `exit_code`. Anything else that is raised is a bug of ours.
"""


class AllegianceError(Exception):
    """Something the user can act on."""

    exit_code = 1


class UnreadableDocument(AllegianceError):
    """A file, page or row that cannot be turned into a Document."""


class UnknownLanguage(UnreadableDocument):
    """A document in a language that we do not code."""


class UnknownRelation(AllegianceError):
    """A relation that is not in the ontology."""


class UnknownActor(AllegianceError):
    """An actor that neither the registry nor the store knows."""


class UnknownPlace(AllegianceError):
    """A place or country that the gazetteer does not know."""


class BrokenOntology(AllegianceError):
    """A relation, actor, place or frame file that does not say what it must."""


class BrokenModel(AllegianceError):
    """A trained model that is missing, cut short, or of another version."""


class BadDecision(AllegianceError):
    """A decision that cannot be made, or a file of them that cannot be read."""


class BrokenStore(AllegianceError):
    """A store that cannot be opened, read or written."""


class BadOption(AllegianceError):
    """An option or argument that does not make sense."""

    exit_code = 2
