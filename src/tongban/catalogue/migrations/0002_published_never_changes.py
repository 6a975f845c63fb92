"""A published version never changes, whoever asks: the database says so too."""

from django.db import migrations

FORWARD = """
create function catalogue_version_is_fixed() returns trigger language plpgsql as $$
begin
    if old.state in ('published', 'withdrawn')
       and (new.content is distinct from old.content or new.item_id <> old.item_id or new.number <> old.number) then
        raise exception 'version % is published and cannot change', old.id;
    end if;
    return new;
end $$;
create trigger catalogue_version_is_fixed before update on catalogue_version
    for each row execute function catalogue_version_is_fixed();
"""
BACKWARD = """
drop trigger catalogue_version_is_fixed on catalogue_version;
drop function catalogue_version_is_fixed();
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
