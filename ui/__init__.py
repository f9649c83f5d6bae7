"""What the user sees in the QGIS window: dialogs, docks and their models."""
