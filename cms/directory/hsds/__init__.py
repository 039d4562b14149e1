"""Organizations in the terms of Open Referral HSDS 3: in and out, as JSON and as a package of tables."""
