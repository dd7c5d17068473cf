"""What core, hub and tools have in common; imports nothing of theirs."""
