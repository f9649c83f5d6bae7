"""Requirements assessed: demand, supply, measures and verdicts."""
