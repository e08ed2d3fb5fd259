"""The command `taian`."""
