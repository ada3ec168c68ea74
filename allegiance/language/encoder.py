"""The trained model that reads beside the rules: `model("small").read(words(text))`.

The encoder is an ONNX graph with weights of eight bits, run by onnxruntime on one core; the heads are
NumPy. Weights lie beside this file (`weights/small`) or in a package of their own
(`allegiance_base`). How they were made: `training/`, and `docs/model.md`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from typing import Any

import numpy as np

from allegiance.errors import BadOption, BrokenModel
from allegiance.language.heads import Floats, Heads, Ints, Projected
from allegiance.language.wordpieces import Vocabulary, Word

VERSION = 1  # of what graph and heads mean to each other
SIZES = ("small", "base")


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass of the encoder says: by word, hidden states, tags and triggers (probabilities), and
    what the heads that look at spans make of them. `asked` keeps what triggers ask for, by word and type."""

    line: Sequence[Word]
    hidden: Floats
    tags: dict[str, Floats]
    triggers: Floats
    seen: Projected
    asked: dict[tuple[int, int], Floats] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Model:
    """An encoder with its heads, ready to read."""

    name: str
    vocabulary: Vocabulary
    heads: Heads
    session: Any
    calibration: dict[str, Any] = field(default_factory=dict)

    def read(self, line: Sequence[Word]) -> Pass:
        """Read at most `wordpieces.LONGEST` pieces in one pass."""
        pieces = self.vocabulary.pieces(line)
        mask = np.ones((1, len(pieces.ids)), dtype=np.float32)
        given = {"ids": pieces.ids[None], "shapes": pieces.shapes[None], "mask": mask}
        hidden, logits = self.session.run(None, given)
        tags, triggers = self.heads.tags(logits[0][pieces.first])
        states = hidden[0][pieces.first]
        return Pass(line, states, tags, triggers, self.heads.project(states))


@cache
def model(name: str) -> Model:
    """The model of a size, loaded once.

    Raises BrokenModel where its files are missing, cut short, or of another version, and BadOption
    where there is no such size.
    """
    if name not in SIZES:
        raise BadOption(f"there is no coder {name!r}: choose frames, {', '.join(SIZES)}")
    folder = _folder(name)
    try:
        card = json.loads(folder.joinpath("model.json").read_text(encoding="utf-8"))
        if card["version"] != VERSION:
            raise BrokenModel(
                f"the model {name!r} is of version {card['version']}, this program reads version"
                f" {VERSION}: install the two together, or use `--coder frames`"
            )
        entries = folder.joinpath("vocabulary.txt").read_text(encoding="utf-8").splitlines()
        with np.load(BytesIO(folder.joinpath("heads.npz").read_bytes())) as kept:
            heads = Heads({key: kept[key].astype(np.float32) for key in kept.files})
        graph = _graph(folder, card.get("parts", 1))
    except BrokenModel:
        raise
    except Exception as cause:
        raise _unreadable(name, folder, cause) from cause
    return Model(
        name, Vocabulary(entries, *card["special"]), heads, _session(name, folder, graph),
        card.get("calibration", {}),
    )  # fmt: skip


def _folder(name: str) -> Traversable:
    if name == "base":
        try:
            return files("allegiance_base")
        except ModuleNotFoundError as cause:
            raise BrokenModel(
                "the model 'base' is not installed: `pip install allegiance[base]`, or use"
                " `--coder small` or `--coder frames`"
            ) from cause
    return files("allegiance.language").joinpath("weights", name)


def _graph(folder: Traversable, parts: int) -> bytes:
    """The graph, which lies in several files where it is larger than package indexes take."""
    names = ["encoder.onnx"] + [f"encoder.onnx.{number}" for number in range(2, parts + 1)]
    return b"".join(folder.joinpath(each).read_bytes() for each in names)


def _session(name: str, folder: Traversable, graph: bytes) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    except Exception as cause:  # onnxruntime has no error of its own that covers all of them
        raise _unreadable(name, folder, cause) from cause


def _unreadable(name: str, folder: Traversable, cause: Exception) -> BrokenModel:
    return BrokenModel(
        f"the model {name!r} in {folder} cannot be read ({type(cause).__name__}): install the"
        " program again, or use `--coder frames`"
    )


__all__ = ["SIZES", "Ints", "Model", "Pass", "model"]
