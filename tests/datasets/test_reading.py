"""A file being read."""

from itertools import islice

from allegiance.datasets import signed
from allegiance.datasets.reading import EDITION, made_by
from tests.datasets.conftest import Said


def test_documents_have_the_ids_that_a_reading_foretells(said: Said) -> None:
    reading, found = said("u,v,sign\nGondor,Rohan,1\n")
    assert {each.document for each in found} == set(islice(reading.documents(), 1))
    assert len(set(islice(reading.documents(), 100))) == 100


def test_counts_are_whole_once_the_blocks_are_through(said: Said) -> None:
    reading, found = said("u,v,sign\nGondor,Rohan,1\nGondor,Mordor,-1\n")
    assert (reading.rows, reading.statements) == (2, len(found)) == (2, 2)
    assert reading.unknown["signed:gondor", "Gondor"] == 2


def test_a_store_says_what_made_a_statement() -> None:
    assert made_by(signed.FORMAT) == f"signed-{EDITION}"
