"""The encoder of a model that ships, as PyTorch holds it: what `training.export` wrote, read back.

Weights of eight bits come back as near as their scales allow, which is where fine-tuning may begin
without training again.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.encoders import Encoder

_MIDDLE = 128
"""What stands for nothing among the whole numbers of a product by blocks."""


def restore(encoder: Encoder, folder: Path) -> None:
    """Give an encoder the weights of the model in a folder.

    Raises RuntimeError where they are those of another size.
    """
    parts = sorted(folder.glob("encoder.onnx*"))
    model = onnx.load_from_string(b"".join(part.read_bytes() for part in parts)).graph
    held = {each.name: numpy_helper.to_array(each) for each in model.initializer}
    state = {
        name.removeprefix("encoder."): torch.from_numpy(np.array(value, order="C"))
        for name, value in _weights(model, held)
        if name.startswith("encoder.")
    }
    encoder.load_state_dict(state)


def _weights(
    model: onnx.GraphProto, held: Mapping[str, np.ndarray]
) -> Iterator[tuple[str, np.ndarray]]:
    """Each weight with PyTorch's name of it."""
    for name, value in held.items():
        if name.startswith("encoder.") and name.endswith((".weight", ".bias")):
            yield name, value
        elif name.endswith(".weight_quantized"):
            yield name.removesuffix("_quantized"), _plain(held, name.removesuffix("_quantized"))
    for node in model.node:
        name = node.name.split("/MatMul")[0].strip("/").replace("/", ".") + ".weight"
        if node.op_type == "MatMulInteger":
            yield name, _plain(held, node.input[1].removesuffix("_quantized")).T
        elif node.op_type == "MatMulNBits":
            blocks, scales = (held[each] for each in node.input[1:3])
            numbers = (blocks.astype(np.float32) - _MIDDLE) * scales.reshape(*blocks.shape[:2], 1)
            yield name, numbers.reshape(len(blocks), -1)


def _plain(held: Mapping[str, np.ndarray], name: str) -> np.ndarray:
    """Numbers of eight bits as they were before, as near as their scale allows."""
    numbers = held[f"{name}_quantized"].astype(np.float32)
    nothing = held[f"{name}_zero_point"].astype(np.float32)
    return np.asarray((numbers - nothing) * held[f"{name}_scale"], np.float32)
