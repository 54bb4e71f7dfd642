"""Where the work runs: each engine turns jobs into rows and knows nothing of reports."""
