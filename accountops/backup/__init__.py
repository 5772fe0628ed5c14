"""Backups of the whole database, which holds files too, and the way back from one."""

from accountops.backup.dumping import dump
from accountops.backup.faults import BackupFault
from accountops.backup.restoring import restore

__all__ = ["BackupFault", "dump", "restore"]
