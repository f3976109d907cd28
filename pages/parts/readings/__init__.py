"""What a board says, picked and ordered for pictures and tables; no score is made here."""
