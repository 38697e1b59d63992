using Microsoft.EntityFrameworkCore.Migrations;

namespace DataBlackHole.Migrations.Postgres
{
    /// <summary>
    /// Triggers by which the database itself refuses to change what operators said. Part of a migration: never edited, only followed by another one.
    /// </summary>
    public partial class OperatorActions
    {
        private static void CreateGuards(MigrationBuilder migrationBuilder)
        {
            Refuse(migrationBuilder, "refuse_change", "BEFORE UPDATE OR DELETE", "FOR EACH ROW");
            Refuse(migrationBuilder, "refuse_truncate", "BEFORE TRUNCATE", "FOR EACH STATEMENT");
        }

        /// <summary>ENABLE ALWAYS: a session that calls itself a replica does not get past it either.</summary>
        private static void Refuse(MigrationBuilder migrationBuilder, string name, string when, string each)
        {
            migrationBuilder.Sql($"CREATE TRIGGER verdict_reviews_{name} {when} ON verdict_reviews {each} EXECUTE FUNCTION refuse_change_of_history()");
            migrationBuilder.Sql($"ALTER TABLE verdict_reviews ENABLE ALWAYS TRIGGER verdict_reviews_{name}");
        }
    }
}
