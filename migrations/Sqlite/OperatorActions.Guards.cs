using Microsoft.EntityFrameworkCore.Migrations;

namespace DataBlackHole.Migrations.Sqlite
{
    /// <summary>
    /// Triggers by which the database itself refuses to change what operators said. Part of a migration: never edited, only followed by
    /// another one. A later migration that rebuilds the table must create its triggers anew.
    /// </summary>
    public partial class OperatorActions
    {
        private static void CreateGuards(MigrationBuilder migrationBuilder)
        {
            Refuse(migrationBuilder, "update", "update", "1");
            Refuse(migrationBuilder, "delete", "delete", "1");
            // INSERT OR REPLACE deletes the row in its way without asking the delete trigger.
            Refuse(migrationBuilder, "replace", "insert", "EXISTS (SELECT 1 FROM verdict_reviews t WHERE t.id = NEW.id)");
        }

        private static void Refuse(MigrationBuilder migrationBuilder, string name, string operation, string when) => migrationBuilder.Sql($"""
            CREATE TRIGGER verdict_reviews_refuse_{name} BEFORE {operation.ToUpperInvariant()} ON verdict_reviews WHEN {when}
            BEGIN
                SELECT RAISE(ABORT, 'verdict_reviews is history: {operation} refused');
            END
            """);
    }
}
