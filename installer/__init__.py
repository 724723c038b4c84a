"""What builds, installs and translates the program; not part of it."""
