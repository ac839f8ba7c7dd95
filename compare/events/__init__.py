"""Articles become events: which of them tell the same thing that happened, and which nearly do."""

from compare.events.cluster import cluster
from compare.events.explain import PairScore, explain
from compare.events.headlines import headline_probability
from compare.events.order import form_event

__all__ = ["PairScore", "cluster", "explain", "form_event", "headline_probability"]
