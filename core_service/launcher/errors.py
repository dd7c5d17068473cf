"""What keeps AetherLearn from starting or running."""


class LaunchError(Exception):
    """One sentence for the person at the terminal: what is wrong, and what to do."""
