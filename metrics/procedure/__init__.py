"""What the method prescribes about time and order (程序), as tables read by code, screen and tests alike."""
