"""Between Processing and the computations: layers in, progress and texts."""
