"""Articles become events: which of them tell the same thing that happened, and which nearly do."""

from compare.clustering.chronology import form_event
from compare.clustering.cluster import cluster
from compare.clustering.explain import PairScore, explain
from compare.clustering.headlines import headline_probability

__all__ = ["PairScore", "cluster", "explain", "form_event", "headline_probability"]
