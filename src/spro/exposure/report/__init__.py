"""One report in five forms: JSON (which the dashboard and later runs read), terminal, Markdown, HTML and SARIF."""
