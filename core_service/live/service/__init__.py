"""Changes in a live lesson: begun and ended, hands, words, notes, contact, tickets, and the commands of the hub."""
