"""Whom a name means: candidates of the registry, ranked, each with its reasons."""

from allegiance.ontology.resolution.candidates import SAFE as SAFE
from allegiance.ontology.resolution.candidates import Answer as Answer
from allegiance.ontology.resolution.candidates import Candidate as Candidate
from allegiance.ontology.resolution.candidates import Resolver as Resolver
from allegiance.ontology.resolution.candidates import extended as extended
from allegiance.ontology.resolution.candidates import resolver as resolver
