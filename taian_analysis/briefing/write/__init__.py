"""From the tree to PDF (Typst), .docx and HTML."""
