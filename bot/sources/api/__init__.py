"""One wiki's facts from its Action API: questions become few requests, and rows become values."""
