"""Who really wrote each account of an event: credits, copied passages, versions of one story."""

from compare.origins.agencies import agency_name
from compare.origins.tracing import trace

__all__ = ["agency_name", "trace"]
