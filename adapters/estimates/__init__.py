"""Survey figures of areas: read, told in the log, written and drawn."""
