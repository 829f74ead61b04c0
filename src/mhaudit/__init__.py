"""mhaudit audits school spreadsheets against mental-health education requirements."""

from mhaudit.api import AuditResult, audit

__version__ = "0.1.0"
__all__ = ["AuditResult", "__version__", "audit"]
