"""The journal is written once: the application role may read and insert lines, and nothing else."""

from django.db import migrations

from tongban.kernel import postgres

# Elsewhere than in our own server there may be no such role; then docs/operations.md says what to grant.
ROLE = postgres.APPLICATION
FORBID = f"""
do $$ begin
  if to_regrole('{ROLE}') is not null then
    revoke all on journal from {ROLE};
    grant select, insert on journal to {ROLE};
  end if;
end $$
"""
ALLOW = f"""
do $$ begin
  if to_regrole('{ROLE}') is not null then
    grant select, insert, update, delete on journal to {ROLE};
  end if;
end $$
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
