"""What comes in: files looked at before they are taken, forms, evidence, annual reports."""
