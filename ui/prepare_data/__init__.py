"""The dialog Prepare data."""
