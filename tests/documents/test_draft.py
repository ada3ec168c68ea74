"""What readers share: limits, and libraries kept quiet."""

import io
import logging

import pytest

from allegiance.documents.draft import MEGABYTE, content, empty, hushed
from allegiance.errors import UnreadableDocument


def test_a_file_is_read_whole_up_to_its_limit() -> None:
    assert content(io.BytesIO(b"Gondor"), "a.txt", largest=6) == b"Gondor"
    with pytest.raises(UnreadableDocument, match=r"^a\.txt is larger than 1 MB; split it"):
        content(io.BytesIO(b"x" * (MEGABYTE + 1)), "a.txt", largest=MEGABYTE)


def test_an_empty_file_is_named() -> None:
    assert str(empty("a.txt")) == "a.txt holds no text; check that it was saved whole"


def test_a_library_is_quiet_for_a_while(caplog: pytest.LogCaptureFixture) -> None:
    with hushed("palantir"):
        logging.getLogger("palantir.stone").error("unheard")
    logging.getLogger("palantir.stone").error("heard")
    assert caplog.messages == ["heard"]
