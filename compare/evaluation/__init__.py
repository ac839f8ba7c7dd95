"""How well the tool does on labels of one's own: the scores that a study reports, and the worst mistakes by name."""
