"""Every domain's tables, loaded together: a key that points upward by its name is known only when both ends are."""

import importlib

DOMAINS = (
    "foundation",
    "audit",
    "centres",
    "identity",
    "catalogue",
    "learners",
    "cohorts",
    "sessions",
    "work",
    "attendance",
    "assessment",
    "live",
    "notifications",
    "reporting",
    "rewards",
    "privacy",
)


def load_tables() -> None:
    """Registers all models; each process that writes calls it once, as it starts."""
    for domain in DOMAINS:
        importlib.import_module(f"core_service.{domain}.models")
