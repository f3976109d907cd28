"""What several pages share: who is here, the frame of a page, pictures, tables, forms."""
