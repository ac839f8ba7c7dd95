"""View models: what a page says, typed and frozen, without a word of HTML."""
