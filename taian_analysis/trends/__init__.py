"""Series of the narrative: tidy points, and series proposed from any text."""
