"""Records as files for other tools: Parquet, CSV, a workbook, event data."""
