"""The lesson as it happens: tickets, what the hub asks and passes on, hands, words, notes, contact time, views."""
