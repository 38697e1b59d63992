using Microsoft.EntityFrameworkCore.Migrations;

namespace DataBlackHole.Migrations.Sqlite
{
    /// <summary>
    /// Triggers by which the database itself refuses to change history. Part of a migration: never edited, only followed by another one.
    /// A later migration that rebuilds the table must create its triggers anew.
    /// </summary>
    public partial class SelfWatch
    {
        private static void CreateGuards(MigrationBuilder migrationBuilder)
        {
            Refuse(migrationBuilder, "update", "update", "1");
            Refuse(migrationBuilder, "delete", "delete", "1");
            // INSERT OR REPLACE deletes the row in its way without asking the delete trigger.
            Refuse(migrationBuilder, "replace", "insert",
                "EXISTS (SELECT 1 FROM self_watch_event e WHERE e.id = NEW.id OR (e.trouble = NEW.trouble AND e.subject = NEW.subject"
                + " AND e.previous_id = NEW.previous_id))");
        }

        private static void Refuse(MigrationBuilder migrationBuilder, string name, string operation, string when) => migrationBuilder.Sql($"""
            CREATE TRIGGER self_watch_event_refuse_{name} BEFORE {operation.ToUpperInvariant()} ON self_watch_event WHEN {when}
            BEGIN
                SELECT RAISE(ABORT, 'self_watch_event is history: {operation} refused');
            END
            """);
    }
}
