"""What can be reached over a network: distances, counts, routes and areas."""
