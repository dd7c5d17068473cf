"""One report per module: its rows, the figures of its chart, and the sentence that reads it."""
