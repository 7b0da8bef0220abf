from gongkai.cli.backup import restore_command as command

__all__ = ["command"]
