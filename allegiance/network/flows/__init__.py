"""Who can have come into whose weapons, money, training or shelter."""

from allegiance.network.flows.result import Flows, Hop, Path
from allegiance.network.flows.tracing import Tracer, ancestry, flows
from allegiance.network.flows.transfers import Goods

__all__ = ["Flows", "Goods", "Hop", "Path", "Tracer", "ancestry", "flows"]
