"""Classes: who belongs to which, from when until when."""
