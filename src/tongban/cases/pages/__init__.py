"""What the pages of cases print: plain values made from what queries found. No statement, no permission."""
