"""A small registry of an invented world, for the rules of resolution."""

from allegiance.ontology.actors import Called, KnownActor, Link, Membership, Registry, with_bodies

GONDOR = KnownActor(
    id="GO", name="Gondor", kind="state", country="GO", demonyms=("Gondorian",), capital="Osgiliath"
)
MORDOR = KnownActor(
    id="MO", name="Mordor", kind="state", country="MO", demonyms=("Mordorian",), never=("MR",)
)
MORIA = KnownActor(id="MR", name="Moria", kind="state", country="MR")
RANGERS = KnownActor(
    id="rangers",
    name="Rangers of Ithilien",
    kind="armed group",
    country="GO",
    aliases=("Jabhat al-Rangers", "RI", "Ithilien Scouts"),
    active="2901/2950",
    links=(Link(actor="wardens", as_="merged_into", date="2950"),),
)
WARDENS = KnownActor(
    id="wardens", name="Wardens of the South", kind="armed group", country="GO", active="2950/.."
)
BAND = KnownActor(
    id="band",
    name="Grey Company",
    kind="armed group",
    aliases=("GC",),
    called=(
        Called(name="Grey Riders", until="2930"),
        Called(name="Grey Company", since="2930"),
    ),
    active="2900/..",
)
HILLMEN = KnownActor(
    id="hillmen", name="Hillmen of Rhudaur", kind="armed group", country="MO", in_context=("RI",)
)
HALBARAD = KnownActor(
    id="halbarad",
    name="Halbarad al-Dhunedain",
    kind="person",
    aliases=("Halbarad",),
    part_of=(Membership(actor="band", as_="leader", since="2930"),),
)
ORDER = KnownActor(id="order", name="Order of the Eye", kind="armed group", country="MO")
BRANCH = KnownActor(
    id="branch",
    name="Order of the Eyes",
    kind="armed group",
    country="MO",
    part_of=(Membership(actor="order", as_="branch"),),
)

ARDA = Registry(
    with_bodies([GONDOR, MORDOR, MORIA, RANGERS, WARDENS, BAND, HILLMEN, HALBARAD, ORDER, BRANCH])
)
