"""From raw data to checked inputs."""
