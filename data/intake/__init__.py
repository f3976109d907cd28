"""What others hand in: read without harm, checked cell by cell, told back with line numbers."""
