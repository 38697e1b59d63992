using Microsoft.EntityFrameworkCore.Migrations;

namespace DataBlackHole.Migrations.Sqlite
{
    /// <summary>
    /// Triggers by which the database itself refuses to change history. Part of a migration: never edited, only followed by another one.
    /// A later migration that rebuilds the table must create its triggers anew.
    /// </summary>
    public partial class Alerts
    {
        private static void CreateGuards(MigrationBuilder migrationBuilder)
        {
            foreach (var table in new[] { "alert_items", "alert_attempts", "alert_mutes" })
            {
                Refuse(migrationBuilder, table, "update", "update", "1");
                Refuse(migrationBuilder, table, "delete", "delete", "1");
                // INSERT OR REPLACE deletes the row in its way without asking the delete trigger.
                Refuse(migrationBuilder, table, "replace", "insert", $"EXISTS (SELECT 1 FROM {table} t WHERE t.id = NEW.id)");
            }
            // A message changes until it is done; that it was queued stays on record.
            Refuse(migrationBuilder, "alert_outbox", "delete", "delete", "1");
            Refuse(migrationBuilder, "alert_outbox", "replace", "insert", "EXISTS (SELECT 1 FROM alert_outbox t WHERE t.id = NEW.id)");
        }

        private static void Refuse(MigrationBuilder migrationBuilder, string table, string name, string operation, string when) => migrationBuilder.Sql($"""
            CREATE TRIGGER {table}_refuse_{name} BEFORE {operation.ToUpperInvariant()} ON {table} WHEN {when}
            BEGIN
                SELECT RAISE(ABORT, '{table} is history: {operation} refused');
            END
            """);
    }
}
