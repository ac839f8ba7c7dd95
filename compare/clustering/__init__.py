"""Articles become events: which of them tell the same thing that happened, and which nearly do."""

from compare.clustering.cluster import cluster
from compare.clustering.explain import PairScore, explain
from compare.clustering.headlines import headline_probability
from compare.clustering.order import form_event

__all__ = ["PairScore", "cluster", "explain", "form_event", "headline_probability"]
