"""Makes the sample town that ships with the plugin."""
