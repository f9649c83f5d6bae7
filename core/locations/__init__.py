"""Where to put facilities: location problems and their solver."""
