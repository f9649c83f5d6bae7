"""Reports: pages, sheets, documents and charts."""
