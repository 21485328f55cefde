"""Sources opened as libraries: a list or a bibliography, by the project's configuration."""
