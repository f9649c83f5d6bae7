"""Results as tables, and what is read off them."""
