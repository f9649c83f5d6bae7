"""Raw layers turned into checked inputs."""
