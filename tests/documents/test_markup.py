"""Words out of HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.documents.markup import plain


@pytest.mark.parametrize(
    ("html", "words"),
    [
        (
            "<p>Gondor <b>armed</b> Rohan.</p><p>It said so.</p>",
            "Gondor armed Rohan.\n\nIt said so.",
        ),
        ("Gondor<br>Rohan", "Gondor\n\nRohan"),
        ("<script>alert('x')</script>Gondor<style>p {}</style>", "Gondor"),
        ("<SCRIPT src=x>alert(1)</SCRIPT >Gondor", "Gondor"),
        ("Gondor<script>alert(1)", "Gondor"),
        ("&Eacute;owyn &amp; Rohan&nbsp;", "Éowyn & Rohan"),
        ("<a href='javascript:alert(1)'>Gondor</a>", "Gondor"),
        ("Gondor <!-- hidden --> armed", "Gondor armed"),
        ("one\n\ntwo", "one two"),
        ("</script>Gondor", "Gondor"),
        ("", ""),
    ],
)
def test_words_stay_and_markup_goes(html: str, words: str) -> None:
    assert plain(html) == words


@given(st.lists(st.sampled_from([*"<>/!-s &;'=x\n", "<script>", "<p>", "</p>"])).map("".join))
def test_any_markup_gives_text(html: str) -> None:
    assert plain(html).strip() == plain(html)
