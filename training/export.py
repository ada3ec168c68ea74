"""Write a trained model as it ships: `python -m training.export small` fills `weights/small`.

The encoder becomes an ONNX graph with weights of eight bits (dynamic quantisation), the heads an
archive of half-precision arrays. What ships is run once beside what was trained: the largest
difference is printed.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from allegiance.language.encoder import VERSION
from allegiance.language.wordpieces import Vocabulary
from training import FOLDERS
from training.encoders import SIZES, pretrained
from training.heads import Model, arrays

LARGEST = 64 * 2**20
"""Bytes of a file that ships, at most: a larger graph is cut into several."""


class _Graph(nn.Module):
    """What goes into the graph: the encoder, and the head that tags its words."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.encoder, self.words = model.encoder, model.words

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        hidden = self.encoder(ids, shapes, mask)
        return hidden, self.words(hidden)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", choices=tuple(SIZES))
    parser.add_argument("--wheels", type=Path, default=Path("build/wheels"))
    parser.add_argument("--trained", type=Path)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args(arguments)
    encoder, vocabulary = pretrained(SIZES[given.size], given.wheels)
    model = Model(encoder)
    model.load_state_dict(torch.load((given.trained or Path("build", given.size)) / "model.pt"))
    export(given.size, model.eval(), vocabulary, given.out or FOLDERS[given.size])


def export(size: str, model: Model, vocabulary: Vocabulary, out: Path) -> None:
    """Write the files of a model to a folder."""
    out.mkdir(parents=True, exist_ok=True)
    example = (torch.tensor([[2, 7, 9, 3]]), torch.zeros(1, 4, dtype=torch.long), torch.ones(1, 4))
    with TemporaryDirectory() as folder:
        whole = str(Path(folder, "whole.onnx"))
        axes = {
            name: {0: "batch", 1: "pieces"}
            for name in ("ids", "shapes", "mask", "hidden", "logits")
        }
        torch.onnx.export(
            _Graph(model).eval(), example, whole, dynamo=False, opset_version=17,
            input_names=["ids", "shapes", "mask"], output_names=["hidden", "logits"],
            dynamic_axes=axes,
        )  # fmt: skip
        eighth = Path(folder, "eighth.onnx")
        quantize_dynamic(
            whole, str(eighth), weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"], per_channel=True,
            extra_options={"MatMulConstBOnly": True},
        )  # fmt: skip
        parts = _cut(eighth.read_bytes(), out)
    heads = {name: value.numpy().astype(np.float16) for name, value in arrays(model).items()}
    np.savez(out / "heads.npz", **{k: v for k, v in heads.items() if not k.startswith("words.")})
    (out / "vocabulary.txt").write_text("\n".join(vocabulary.entries) + "\n", encoding="utf-8")
    special = [vocabulary.opening, vocabulary.closing, vocabulary.unknown, vocabulary.padding]
    card = {"version": VERSION, "size": size, "special": special, "parts": parts}
    (out / "model.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def _cut(graph: bytes, out: Path) -> int:
    """Write a graph to as many files as it needs; how many."""
    for old in out.glob("encoder.onnx*"):
        old.unlink()
    pieces = [graph[start : start + LARGEST] for start in range(0, len(graph), LARGEST)]
    for number, piece in enumerate(pieces, 1):
        name = "encoder.onnx" if number == 1 else f"encoder.onnx.{number}"
        (out / name).write_bytes(piece)
    return len(pieces)


if __name__ == "__main__":
    main()
