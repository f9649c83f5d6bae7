"""Where results go: checked before, written beside, put in place when all are whole."""
