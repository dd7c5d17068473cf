"""The core: everything that lasts, a package per subject, each with the same files."""
