"""mhaudit audits school spreadsheets against mental-health education requirements."""

from mhaudit.api import audit
from mhaudit.findings import AuditResult

__version__ = "0.1.0"
__all__ = ["AuditResult", "__version__", "audit"]
