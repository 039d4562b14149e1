"""The pages that need no account: share, receipt, one story."""
