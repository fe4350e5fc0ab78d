"""Whether the books of the whole house agree: each context's own invariants, and those that join contexts."""

from atrium.readmodels.invariants.report import ALL, Report, check_all

__all__ = ["ALL", "Report", "check_all"]
