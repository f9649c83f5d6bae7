"""A street network: from lines to a graph, and where points and facilities reach it."""
