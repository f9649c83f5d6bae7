"""What tests of batches need in this process: the provider, and a project that is empty again at the end."""

from __future__ import annotations

from towns.fixtures import clean_project, provider

__all__ = ["clean_project", "provider"]
