using Microsoft.EntityFrameworkCore.Migrations;

namespace DataBlackHole.Migrations.Sqlite
{
    /// <summary>
    /// Triggers by which the database itself refuses to change history. Part of a migration: never edited, only followed by another one.
    /// A later migration that rebuilds the table must create its triggers anew.
    /// </summary>
    public partial class Census
    {
        private static void CreateGuards(MigrationBuilder migrationBuilder)
        {
            Guard(migrationBuilder, "census_runs", "t.id = NEW.id OR (t.publisher = NEW.publisher AND t.started_at = NEW.started_at)");
            Guard(migrationBuilder, "census_pages", "t.id = NEW.id OR (t.run_id = NEW.run_id AND t.call_key = NEW.call_key AND t.attempt = NEW.attempt)");
            Guard(migrationBuilder, "census_ends", "t.run_id = NEW.run_id");
            Guard(migrationBuilder, "census_indicators", "t.id = NEW.id OR (t.run_id = NEW.run_id AND t.indicator = NEW.indicator)");
        }

        private static void Guard(MigrationBuilder migrationBuilder, string table, string same)
        {
            Refuse(migrationBuilder, table, "update", "update", "1");
            Refuse(migrationBuilder, table, "delete", "delete", "1");
            // INSERT OR REPLACE deletes the row in its way without asking the delete trigger.
            Refuse(migrationBuilder, table, "replace", "insert", $"EXISTS (SELECT 1 FROM {table} t WHERE {same})");
        }

        private static void Refuse(MigrationBuilder migrationBuilder, string table, string name, string operation, string when) => migrationBuilder.Sql($"""
            CREATE TRIGGER {table}_refuse_{name} BEFORE {operation.ToUpperInvariant()} ON {table} WHEN {when}
            BEGIN
                SELECT RAISE(ABORT, '{table} is history: {operation} refused');
            END
            """);
    }
}
