"""The model that ships: it is there, it reads, and when it is broken one sentence says so."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from allegiance.errors import BadOption, BrokenModel
from allegiance.language import encoder
from allegiance.language.encoder import VERSION, model
from allegiance.language.labels import GROUPS, RELATIONS
from allegiance.language.wordpieces import words
from training import FOLDERS

SHIPPED = Path(encoder.__file__).parent / "weights/small"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped model that a test may break."""
    copy = tmp_path / "small"
    shutil.copytree(SHIPPED, copy)
    monkeypatch.setattr(encoder, "_folder", lambda name: copy)
    monkeypatch.setattr(encoder, "model", model.__wrapped__)
    return copy


def load() -> encoder.Model:
    return encoder.model("small")


def test_the_small_model_ships_and_reads() -> None:
    said = model("small").read(words("Gondor armed Rohan."))
    assert said.hidden.shape[0] == 4
    assert said.triggers.shape == (4, len(RELATIONS))
    assert {name: values.shape for name, values in said.tags.items()} == {
        name: (4, size) for name, size in GROUPS.items()
    }


def test_the_base_model_reads_from_its_own_package(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = FOLDERS["base"]
    if not (folder / "model.json").exists():
        pytest.skip("packages/base holds no weights here")
    monkeypatch.setattr(encoder, "_folder", lambda name: folder)
    said = model.__wrapped__("base").read(words("Gondor armed Rohan."))
    assert said.hidden.shape == (4, 768)
    assert RELATIONS[int(said.triggers[1].argmax())] == "arm"


def test_it_is_no_larger_than_thirty_megabytes() -> None:
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) <= 30e6


def test_it_reads_the_same_twice() -> None:
    line = words("The rebels, whom Gondor armed, fled to Dale.")
    one, other = model("small").read(line), model("small").read(line)
    assert np.array_equal(one.hidden, other.hidden)


@pytest.mark.parametrize("name", ["encoder.onnx", "heads.npz", "vocabulary.txt", "model.json"])
def test_a_missing_file_is_one_clear_sentence(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(
        BrokenModel, match=r"the model 'small' in .* cannot be read .*--coder frames"
    ):
        load()


@pytest.mark.parametrize("name", ["encoder.onnx", "heads.npz", "model.json"])
def test_a_file_cut_short_is_one_clear_sentence(folder: Path, name: str) -> None:
    path = folder / name
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(BrokenModel, match=r"cannot be read .*--coder frames"):
        load()


def test_a_graph_may_lie_in_several_files(folder: Path) -> None:
    line = words("Gondor armed Rohan.")
    whole = load().read(line)
    graph = (folder / "encoder.onnx").read_bytes()
    (folder / "encoder.onnx").write_bytes(graph[:1_000_000])
    (folder / "encoder.onnx.2").write_bytes(graph[1_000_000:])
    card = json.loads((folder / "model.json").read_text()) | {"parts": 2}
    (folder / "model.json").write_text(json.dumps(card))
    assert np.array_equal(load().read(line).hidden, whole.hidden)
    (folder / "encoder.onnx.2").unlink()
    with pytest.raises(BrokenModel, match=r"cannot be read .*--coder frames"):
        load()


def test_another_version_is_named(folder: Path) -> None:
    path = folder / "model.json"
    card = json.loads(path.read_text()) | {"version": VERSION + 1}
    path.write_text(json.dumps(card))
    with pytest.raises(
        BrokenModel, match=f"of version {VERSION + 1}, this program reads version {VERSION}"
    ):
        load()


def test_there_is_no_other_size() -> None:
    with pytest.raises(BadOption, match="there is no coder 'huge': choose frames, small, base"):
        model("huge")


def test_the_base_model_is_a_package_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(encoder, "files", missing)
    with pytest.raises(BrokenModel, match=r"pip install allegiance\[base\]"):
        model.__wrapped__("base")
