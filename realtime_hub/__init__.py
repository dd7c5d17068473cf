"""The realtime hub: one in-memory room per live session, sockets around it, nothing durable."""
