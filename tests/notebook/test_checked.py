"""Statements against datasets in a notebook."""

from pathlib import Path

import pytest

from allegiance.errors import BadOption
from allegiance.notebook import Network
from allegiance.notebook.statements import Statements


@pytest.fixture
def annals(tmp_path: Path) -> Path:
    path = tmp_path / "annals.csv"
    path.write_text(
        "id,year,type_of_violence,side_a,side_b,date_start,date_end\n"
        "1,2013,2,Ansar Dine,MNLA,2013-01-12,2013-01-12\n"
    )
    return path


def test_a_check_is_a_frame_and_draws_itself(network: Network, annals: Path) -> None:
    found = Statements(network.statements).check(annals)
    rows, columns = found.rows(), found._columns()
    assert len(rows) == len(found.findings) > 0
    assert all(set(row) == set(columns) for row in rows)
    assert {row["dataset"] for row in rows} == {"UCDP GED"}
    assert "does not name Gondor" in found._repr_html_()


def test_there_must_be_something_to_check_against(network: Network, tmp_path: Path) -> None:
    with pytest.raises(BadOption, match="nothing to check against"):
        Statements(network.statements).check([])
    with pytest.raises(BadOption, match="is no file"):
        Statements(network.statements).check(tmp_path / "none.csv")
