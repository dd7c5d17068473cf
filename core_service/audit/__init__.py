"""The record of every change: by whom, as which role, before and after; it is only ever added to."""
