"""The panel: from data to a decision, step by step."""
