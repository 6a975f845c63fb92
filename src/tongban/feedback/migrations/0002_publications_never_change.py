"""A published month never changes, whoever asks: the database says so too. Reminders that were given are facts as well."""

from django.db import migrations

FORWARD = """
create function feedback_publication_is_fixed() returns trigger language plpgsql as $$
begin
    raise exception 'publication % cannot change', old.id;
end $$;
create trigger feedback_publication_is_fixed before update or delete on feedback_publication
    for each row execute function feedback_publication_is_fixed();
"""
BACKWARD = """
drop trigger feedback_publication_is_fixed on feedback_publication;
drop function feedback_publication_is_fixed();
"""


class Migration(migrations.Migration):
    dependencies = [("feedback", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
