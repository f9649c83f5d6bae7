"""The norm-set editor."""
