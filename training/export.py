"""Write a trained model as it ships: `python -m training.export small` fills `weights/small`.

The encoder becomes an ONNX graph with weights of eight bits, the heads an archive of half-precision
arrays. Products are of whole numbers, their scales found for each sentence (dynamic quantisation); where
a few large values among the inputs would make such a scale coarse, scales are found for 128 numbers at
a time. Weights use seven of the eight bits, so that older processors do not overflow.
What ships is run once beside what was trained, and how far the two agree is printed.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
import torch
from onnxruntime import InferenceSession
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import (
    DefaultWeightOnlyQuantConfig,
    MatMulNBitsQuantizer,
)
from torch import Tensor, nn

from allegiance.language.encoder import VERSION
from allegiance.language.wordpieces import Vocabulary, words
from training import FOLDERS
from training.corpus_parts import parts
from training.encoders import SIZES, pretrained
from training.heads import Model, arrays

CORPUS = Path(__file__).parent / "corpus"
FINE = {"small": "", "base": "/down/"}
"""Products whose inputs have values of very unlike size: there one scale for all costs a tenth of the
correlation of the base model's states with what was trained, and nothing for the small one's."""
BLOCK = 128
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
        graph = _smaller(whole, folder, FINE[size])
        parts = _cut(graph.read_bytes(), out)
        print(
            f"{size}: correlation with what was trained {_likeness(whole, str(graph), vocabulary):.4f}"
        )
    heads = {name: value.numpy().astype(np.float16) for name, value in arrays(model).items()}
    np.savez(out / "heads.npz", **{k: v for k, v in heads.items() if not k.startswith("words.")})
    (out / "vocabulary.txt").write_text("\n".join(vocabulary.entries) + "\n", encoding="utf-8")
    special = [vocabulary.opening, vocabulary.closing, vocabulary.unknown, vocabulary.padding]
    card = {"version": VERSION, "size": size, "special": special, "parts": parts}
    (out / "model.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def _smaller(whole: str, folder: str, fine: str) -> Path:
    """The graph with weights of eight bits; products whose names hold `fine` by blocks."""
    products = [
        node.name
        for node in onnx.load(whole).graph.node
        if node.op_type == "MatMul" and not node.input[1].startswith("/")
    ]
    careful = {name for name in products if fine and fine in name}
    eighth = str(Path(folder, "eighth.onnx"))
    _by_row(whole, eighth, "Gather")
    if careful:
        blocks = MatMulNBitsQuantizer(
            onnx.load(eighth), nodes_to_exclude=[name for name in products if name not in careful],
            algo_config=DefaultWeightOnlyQuantConfig(
                block_size=BLOCK, is_symmetric=True, accuracy_level=4, bits=8
            ),
        )  # fmt: skip
        blocks.process()
        blocks.model.save_model_to_file(eighth)
    graph = Path(folder, "graph.onnx")
    _by_row(eighth, str(graph), "MatMul", [name for name in products if name not in careful])
    return graph


def _by_row(source: str, target: str, kind: str, nodes: Sequence[str] | None = None) -> None:
    quantize_dynamic(
        source, target, weight_type=QuantType.QInt8, op_types_to_quantize=[kind],
        per_channel=True, reduce_range=True, nodes_to_quantize=nodes,
        extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip


def _likeness(whole: str, smaller: str, vocabulary: Vocabulary) -> float:
    """How the states of words of some of our sentences correlate in two graphs."""
    texts = [item.text for item in parts(CORPUS)["dev"][:20]]
    found: list[list[np.ndarray]] = []
    for graph in (whole, smaller):
        session = InferenceSession(graph, providers=["CPUExecutionProvider"])
        found.append([])
        for text in texts:
            pieces = vocabulary.pieces(words(text))
            mask = np.ones((1, len(pieces.ids)), np.float32)
            given = {"ids": pieces.ids[None], "shapes": pieces.shapes[None], "mask": mask}
            found[-1].append(session.run(["hidden"], given)[0].ravel())
    one, other = map(np.concatenate, found)
    return float(np.corrcoef(one, other)[0, 1])


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
