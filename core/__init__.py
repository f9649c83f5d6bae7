"""The computations of Buurtmaat: arrays in, arrays out, no QGIS."""
