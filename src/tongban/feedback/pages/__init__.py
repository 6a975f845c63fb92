"""What the pages of feedback print: plain values, made from queries. Not here: HTTP, markup."""
