"""Results looked at further: what if, scenarios, curves, locations."""
