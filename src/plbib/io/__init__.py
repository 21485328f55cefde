"""All that touches the outside: files, other processes, git, the project's configuration."""
