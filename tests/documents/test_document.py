"""A document and its identity."""

from allegiance.documents import Document, identify


def test_identity_is_of_what_was_said_by_whom_and_where() -> None:
    assert identify("Gondor armed Rohan.") == identify("Gondor armed Rohan.")
    assert identify("Gondor armed Rohan.", outlet="A") != identify(
        "Gondor armed Rohan.", outlet="B"
    )
    assert identify("x", outlet="a") != identify("x", url="a")
    assert len(identify("")) == 16


def test_a_document_has_no_date_unless_told() -> None:
    document = Document(id="1", text="Gondor armed Rohan.")
    assert document.date is None
    assert document.language == "en"
