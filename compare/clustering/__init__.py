"""Articles become events: which of them tell the same thing that happened, and which nearly do."""

from compare.clustering.cluster import cluster, form_event
from compare.clustering.explain import PairScore, explain
from compare.clustering.features import shorten
from compare.clustering.headlines import headline_probability

__all__ = ["PairScore", "cluster", "explain", "form_event", "headline_probability", "shorten"]
