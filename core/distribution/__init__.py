"""What an assessment says beside its verdicts: degrees, depth, and how unequally it falls."""
