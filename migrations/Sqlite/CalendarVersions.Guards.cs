using Microsoft.EntityFrameworkCore.Migrations;

namespace DataBlackHole.Migrations.Sqlite
{
    /// <summary>
    /// Triggers by which the database itself refuses to change history. Part of a migration: never edited, only followed by another one.
    /// A later migration that rebuilds the table must create its triggers anew.
    /// </summary>
    public partial class CalendarVersions
    {
        private static void CreateGuards(MigrationBuilder migrationBuilder)
        {
            Refuse(migrationBuilder, "update", "update", "1");
            Refuse(migrationBuilder, "delete", "delete", "1");
            // INSERT OR REPLACE deletes the row in its way without asking the delete trigger.
            Refuse(migrationBuilder, "replace", "insert",
                "EXISTS (SELECT 1 FROM calendar_versions c WHERE c.id = NEW.id OR (c.source_key = NEW.source_key AND c.year = NEW.year"
                + " AND c.first_read_at = NEW.first_read_at AND c.digest = NEW.digest))");
        }

        private static void Refuse(MigrationBuilder migrationBuilder, string name, string operation, string when) => migrationBuilder.Sql($"""
            CREATE TRIGGER calendar_versions_refuse_{name} BEFORE {operation.ToUpperInvariant()} ON calendar_versions WHEN {when}
            BEGIN
                SELECT RAISE(ABORT, 'calendar_versions is history: {operation} refused');
            END
            """);
    }
}
