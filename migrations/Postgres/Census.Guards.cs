using Microsoft.EntityFrameworkCore.Migrations;

namespace DataBlackHole.Migrations.Postgres
{
    /// <summary>
    /// Triggers by which the database itself refuses to change history. Part of a migration: never edited, only followed by another one.
    /// </summary>
    public partial class Census
    {
        private static void CreateGuards(MigrationBuilder migrationBuilder)
        {
            foreach (var table in new[] { "census_runs", "census_pages", "census_ends", "census_indicators" })
            {
                Refuse(migrationBuilder, table, "refuse_change", "BEFORE UPDATE OR DELETE", "FOR EACH ROW");
                Refuse(migrationBuilder, table, "refuse_truncate", "BEFORE TRUNCATE", "FOR EACH STATEMENT");
            }
        }

        /// <summary>ENABLE ALWAYS: a session that calls itself a replica does not get past it either.</summary>
        private static void Refuse(MigrationBuilder migrationBuilder, string table, string name, string when, string each)
        {
            migrationBuilder.Sql($"CREATE TRIGGER {table}_{name} {when} ON {table} {each} EXECUTE FUNCTION refuse_change_of_history()");
            migrationBuilder.Sql($"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_{name}");
        }
    }
}
