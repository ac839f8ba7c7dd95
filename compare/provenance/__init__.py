"""Who really wrote each account of an event: credits, copied passages, versions of one story."""

from compare.provenance.credits import agency_name
from compare.provenance.tracing import trace

__all__ = ["agency_name", "trace"]
