"""What formats tell of themselves for reading by columns holds together."""

import pytest

from allegiance.datasets import FORMATS, Format

BULK = [each for each in FORMATS.values() if each.bulk]


@pytest.mark.parametrize("form", BULK, ids=lambda each: each.name)
def test_columns_that_are_named_are_read(form: Format) -> None:
    assert form.bulk
    columns = {*form.columns, *form.also}
    assert set(form.bulk.types) <= columns
    of = FORMATS[form.bulk.of] if form.bulk.of else form
    assert {cell.column for cell in form.bulk.cells} <= {*columns, *of.columns, *of.also}
    assert form.bulk.of is None or form.bulk.of in FORMATS


@pytest.mark.parametrize(
    "form", [each for each in BULK if not (each.bulk and each.bulk.of)], ids=lambda each: each.name
)
def test_the_evidence_is_the_same_both_ways(form: Format) -> None:
    assert form.bulk
    assert tuple(dict.fromkeys(cell.column for cell in form.bulk.cells)) == form.shown
