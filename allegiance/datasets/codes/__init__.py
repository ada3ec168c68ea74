"""What codes of datasets mean in the words of the codebook: one YAML file a dataset."""

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml


@cache
def codes(name: str) -> MappingProxyType[str, Any]:
    """The tables of `codes/NAME.yaml`."""
    text = files("allegiance.datasets.codes").joinpath(f"{name}.yaml").read_bytes()
    return MappingProxyType(yaml.load(text, yaml.CSafeLoader))
