"""Between QGIS and the computations: layers, settings, progress and texts."""
