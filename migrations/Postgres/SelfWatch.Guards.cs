using Microsoft.EntityFrameworkCore.Migrations;

namespace DataBlackHole.Migrations.Postgres
{
    /// <summary>
    /// Triggers by which the database itself refuses to change history. Part of a migration: never edited, only followed by another one.
    /// </summary>
    public partial class SelfWatch
    {
        private static void CreateGuards(MigrationBuilder migrationBuilder)
        {
            Refuse(migrationBuilder, "refuse_change", "BEFORE UPDATE OR DELETE", "FOR EACH ROW");
            Refuse(migrationBuilder, "refuse_truncate", "BEFORE TRUNCATE", "FOR EACH STATEMENT");
        }

        /// <summary>ENABLE ALWAYS: a session that calls itself a replica does not get past it either.</summary>
        private static void Refuse(MigrationBuilder migrationBuilder, string name, string when, string each)
        {
            migrationBuilder.Sql(
                $"CREATE TRIGGER self_watch_event_{name} {when} ON self_watch_event {each} EXECUTE FUNCTION refuse_change_of_history()");
            migrationBuilder.Sql($"ALTER TABLE self_watch_event ENABLE ALWAYS TRIGGER self_watch_event_{name}");
        }
    }
}
