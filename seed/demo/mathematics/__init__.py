"""The parametrised templates from which most of the mathematics course's practice is drawn."""
