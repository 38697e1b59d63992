using Microsoft.EntityFrameworkCore.Migrations;

namespace DataBlackHole.Migrations.Postgres
{
    /// <summary>
    /// Triggers by which the database itself refuses to change history. Part of a migration: never edited, only followed by another one.
    /// </summary>
    public partial class InitialCreate
    {
        private static void CreateGuards(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                CREATE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION '% is history: % refused', TG_TABLE_NAME, lower(TG_OP) USING ERRCODE = 'restrict_violation';
                END $$
                """);
            // The latest run of an address may take in later looks; its first looks and everything else stay as they are.
            migrationBuilder.Sql("""
                CREATE FUNCTION refuse_change_of_run() RETURNS trigger LANGUAGE plpgsql AS $$
                DECLARE
                    grown measurements%ROWTYPE := OLD;
                BEGIN
                    grown.last_at := NEW.last_at;
                    grown.looks := NEW.looks;
                    grown.times := NEW.times;
                    IF NEW IS DISTINCT FROM grown
                        OR NOT (NEW.last_at > OLD.last_at AND NEW.looks > OLD.looks AND length(NEW.times) > length(OLD.times))
                        OR substring(NEW.times FROM 1 FOR length(OLD.times)) <> OLD.times
                        OR EXISTS (SELECT 1 FROM measurements m WHERE m.address = OLD.address
                            AND (m.last_at > OLD.last_at OR (m.last_at = OLD.last_at AND m.id > OLD.id)))
                    THEN
                        RAISE EXCEPTION 'measurements is history: update refused' USING ERRCODE = 'restrict_violation';
                    END IF;
                    RETURN NEW;
                END $$
                """);
            foreach (var table in new[] { "catalogues", "bodies", "observations", "flips" })
                Refuse(migrationBuilder, table, "refuse_change", "BEFORE UPDATE OR DELETE", "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history()");
            Refuse(migrationBuilder, "measurements", "refuse_delete", "BEFORE DELETE", "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history()");
            Refuse(migrationBuilder, "measurements", "refuse_update", "BEFORE UPDATE", "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_run()");
            foreach (var table in new[] { "catalogues", "bodies", "observations", "flips", "measurements" })
                Refuse(migrationBuilder, table, "refuse_truncate", "BEFORE TRUNCATE", "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_history()");
        }

        private static void DropGuards(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP FUNCTION refuse_change_of_run()");
            migrationBuilder.Sql("DROP FUNCTION refuse_change_of_history()");
        }

        /// <summary>ENABLE ALWAYS: a session that calls itself a replica does not get past it either.</summary>
        private static void Refuse(MigrationBuilder migrationBuilder, string table, string name, string when, string what)
        {
            migrationBuilder.Sql($"CREATE TRIGGER {table}_{name} {when} ON {table} {what}");
            migrationBuilder.Sql($"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_{name}");
        }
    }
}
