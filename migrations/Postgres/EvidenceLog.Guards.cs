using Microsoft.EntityFrameworkCore.Migrations;

namespace DataBlackHole.Migrations.Postgres
{
    /// <summary>
    /// Triggers by which the database itself refuses to change the log. Part of a migration: never edited, only followed by another one.
    /// </summary>
    public partial class EvidenceLog
    {
        private static readonly string[] Guarded = ["curated_entries", "rereadings", "log_leaves", "log_nodes", "log_keys", "log_checkpoints", "log_stamps"];

        private static void CreateGuards(MigrationBuilder migrationBuilder)
        {
            // A leaf leaves the queue only for its place in the log.
            migrationBuilder.Sql("""
                CREATE FUNCTION refuse_loss_of_leaf() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NOT EXISTS (SELECT 1 FROM log_leaves l WHERE l.kind = OLD.kind AND l.subject = OLD.subject AND l.looks = OLD.looks AND l.hash = OLD.hash)
                    THEN
                        RAISE EXCEPTION 'log_leaf_queue is history: delete refused' USING ERRCODE = 'restrict_violation';
                    END IF;
                    RETURN OLD;
                END $$
                """);
            foreach (var table in Guarded) Refuse(migrationBuilder, table, "refuse_change", "BEFORE UPDATE OR DELETE", "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history()");
            Refuse(migrationBuilder, "log_leaf_queue", "refuse_change", "BEFORE UPDATE", "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history()");
            Refuse(migrationBuilder, "log_leaf_queue", "refuse_loss", "BEFORE DELETE", "FOR EACH ROW EXECUTE FUNCTION refuse_loss_of_leaf()");
            foreach (var table in Guarded) Refuse(migrationBuilder, table, "refuse_truncate", "BEFORE TRUNCATE", "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_history()");
            Refuse(migrationBuilder, "log_leaf_queue", "refuse_truncate", "BEFORE TRUNCATE", "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_history()");
        }

        private static void DropGuards(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP FUNCTION refuse_loss_of_leaf()");

        /// <summary>ENABLE ALWAYS: a session that calls itself a replica does not get past it either.</summary>
        private static void Refuse(MigrationBuilder migrationBuilder, string table, string name, string when, string what)
        {
            migrationBuilder.Sql($"CREATE TRIGGER {table}_{name} {when} ON {table} {what}");
            migrationBuilder.Sql($"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_{name}");
        }
    }
}
