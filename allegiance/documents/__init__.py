"""Writing comes in: files, pages, reports and feeds become Documents."""
