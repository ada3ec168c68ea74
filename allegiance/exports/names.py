"""The names that others' formats ask for: IRIs, UUIDs and short words."""

import re
import uuid
from hashlib import blake2s
from urllib.parse import quote

HOME = "https://github.com/allegiance/allegiance"
"""Where the codebook is: the first part of the IRIs of its terms."""


def iri(kind: str, identity: str) -> str:
    """An IRI for a thing that has an id: the id itself where it is one, else a URN.

    "urn:x-allegiance:document:letter%201"
    """
    if WEB.fullmatch(identity):
        return quote(identity, safe="%:/?#[]@!$&'()*+,;=~-._")
    return f"urn:x-allegiance:{kind}:{quote(identity, safe='')}"


def uuid_of(kind: str, *identity: str) -> str:
    """A UUID that the same thing always gets (RFC 9562, version 5)."""
    return str(uuid.uuid5(NAMESPACE, "\x1f".join((kind, *identity))))


def word(text: str) -> str:
    """A name in lower-case letters, digits and underscores; a checksum where it has none.

    "The Palantír" is "the_palant_r_3f9c": what is lost of a name is told apart by the checksum.
    """
    plain = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
    if plain == text.lower().replace(" ", "_"):
        return plain
    return "_".join(filter(None, (plain, blake2s(text.encode(), digest_size=4).hexdigest())))


WEB = re.compile(r"(?:https?://|urn:)[^\s<>\"{}|\\^`]+")
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, HOME)
