"""The page to browse and download from: a folder of static files, which any server, or none, can show."""
