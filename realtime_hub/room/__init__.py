"""The pure room: an input and a time go in, a list of effects comes out; no clock, no sockets, no logging."""
