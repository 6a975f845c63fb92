"""What the pages of the portal print: plain values, made from queries. Not here: HTTP, markup."""
