"""HTTP in, HTTP out: the pages of applicants (applying, tracking) and of officers (desk)."""
