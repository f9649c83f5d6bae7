"""A run of basic requirements, from layers to results."""
