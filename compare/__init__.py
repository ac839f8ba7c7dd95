"""Compare how several news outlets tell the same event."""
